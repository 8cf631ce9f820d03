public import HTTPTypes

/// Names of Hummingbird that an area's pages and problems may use without importing it.
public typealias Status = HTTPResponse.Status
