#!/usr/bin/env bash
# Rebuilds every oracle table beside its script; the bytes are the same as long as the pinned versions are.
#
#   generate.sh [DATA_ROOT]     DATA_ROOT holds the real experiments; without it their tables are left as they are
#
# PYTHON (default python3) needs the packages of requirements.txt; Rscript needs the packages survey, mvtnorm, multcomp,
# metafor, clubSandwich, survival and sandwich.
set -eu
root=${1:+$(cd "$1" && pwd)}
cd "$(dirname "$0")"
export PYTHONDONTWRITEBYTECODE=1 PYTHONWARNINGS=ignore
python=${PYTHON:-python3}
for name in distributions replicate_weights moments pooled_shape welch paired_totals miettinen_nurminen wilson_newcombe fieller ratio_delta dilution \
  sample_ratio covariate_balance nist hypergeometric exact_proportions stratified_midp conditional_poisson breslow_day adjusted_score proportional_hazards p_adjustment \
  graphical_procedure lee_bounds max_t max_t_experiment omnibus dunnett bootstrap randomization assignment_mechanisms brunner_munzel \
  cluster_anova metric_types adjusted_experiments quantile_values question_experiments family_experiments \
  segment_experiments boundary_experiments time_to_event funnel_experiments dose_experiments decision_errors claim_errors written_files; do
  "$python" "$name.py"
done
for name in welch_t_test wilson ratio_survey dunnett_mvtnorm dunnett_multcomp heterogeneity cr2 survival regression \
  dose_response cell_clusters; do
  Rscript --vanilla "$name.R"
done
if [ -n "$root" ]; then
  "$python" real_data.py --data-root "$root"
  "$python" row_shapes.py --data-root "$root"
  "$python" dose_data.py --data-root "$root"
  "$python" ad_campaigns.py --data-root "$root"
  "$python" event_data.py --data-root "$root"
else
  echo "real_data, row_shapes, dose_data, ad_campaigns, event_data: skipped, no data root given"
fi
