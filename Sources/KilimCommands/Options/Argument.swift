import ArgumentParser

/// In this module, arguments are those of the command line, not those of a job (`KilimModel`).
typealias Argument<Value> = ArgumentParser.Argument<Value>
