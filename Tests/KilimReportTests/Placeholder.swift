@testable import KilimReport
