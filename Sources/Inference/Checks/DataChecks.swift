/// Every data check, in the order in which a report shows them; a test compares the list with the folder.
package enum DataChecks {
  package static let all: [any DataCheckRule.Type] = [
    EmptyCheck.self, SampleRatioCheck.self, TriggeredShareCheck.self, PhaseRatioCheck.self, RatioByDayCheck.self,
    CompositionCheck.self, OneVariantValuesCheck.self,
    ContaminationCheck.self,
    CovariateBalanceCheck.self,
    DroppedCovariateCheck.self,
    UnknownVariantCheck.self, ClusteredRowsCheck.self, MissingOutcomeCheck.self,
    FilterCheck.self, DroppedRowsCheck.self,
    DispersionCheck.self, LargestUnitsCheck.self, RoundCountsCheck.self, PairedRowsCheck.self,
    PairInteractionCheck.self,
    UncheckedUnitsCheck.self,
    ExposureTimeCheck.self, MatureRatioCheck.self, EventLogCheck.self, EventLossCheck.self, RepeatedEventsCheck.self,
    UnmetConditionCheck.self, JoinedUnitsCheck.self,
    SharedTotalsCheck.self,
  ]
}
