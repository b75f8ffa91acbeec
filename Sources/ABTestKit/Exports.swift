// What a user of the library names: the analysis, its parts, and what can go wrong.
@_exported public import struct Diagnostics.Diagnostic
@_exported public import enum Diagnostics.DiagnosticCode
@_exported public import struct Diagnostics.DiagnosticList
@_exported public import struct Diagnostics.SourcePlace
@_exported public import struct Inference.ExperimentAnalysis
@_exported public import struct Inference.ResultRow
@_exported public import struct Reporting.Report
@_exported public import struct Reporting.TerminalText
@_exported public import struct Specification.ExperimentSpec
