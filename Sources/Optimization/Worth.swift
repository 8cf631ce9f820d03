/// What weights and prices are made of: an ordered group.
protocol Worth: Comparable, AdditiveArithmetic, BitwiseCopyable, Sendable {}

extension Int: Worth {}
extension Int128: Worth {}
