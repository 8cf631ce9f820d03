import Web

extension Assets {
    /// Every asset among the resources: `assets/NAME`.
    public init(_ resources: Resources) {
        let names = resources.names(in: "assets")
        self.init(names.reduce(into: [:]) { files, name in
            files[String(name.dropFirst("assets/".count))] = resources.bytes(name)
        })
    }
}
