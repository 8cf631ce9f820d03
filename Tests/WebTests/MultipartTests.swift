import Testing
import Web

@Suite struct MultipartTests {
    private let type = "multipart/form-data; boundary=xx"

    private func body(_ text: String) -> [UInt8] { Array(text.replacing("\n", with: "\r\n").utf8) }

    // ASVS 5.3.2
    @Test func `fields and files are told apart`() throws {
        let form = try #require(Multipart(body("""
            --xx
            Content-Disposition: form-data; name="a"

            one
            --xx
            Content-Disposition: form-data; name="list"; filename="people.csv"
            Content-Type: text/csv

            x,y
            1,"--xy"
            --xx--
            """), contentType: type))
        #expect(form.fields.map(\.name) == ["a"] && form.fields[0].value == "one")
        #expect(form.files["list"]?.name == "people.csv")
        #expect(form.files["list"].map { String(decoding: $0.bytes, as: UTF8.self) } == "x,y\r\n1,\"--xy\"")
    }

    @Test func `a file that was not chosen is no file`() throws {
        let form = try #require(Multipart(body("--xx\nContent-Disposition: form-data; name=\"f\"; filename=\"\"\n\n\n--xx--"), contentType: type))
        #expect(form.files.isEmpty)
    }

    @Test(arguments: ["", "--xx", "--xx\n--xx--", "--yy\nContent-Disposition: form-data; name=a\n\n1\n--yy--", "--xx\nnothing\n--xx--", "\u{0}"])
    func `what is no form is none`(_ text: String) {
        #expect(Multipart(body(text), contentType: type) == nil)
    }

    @Test(arguments: ["multipart/form-data", "multipart/form-data; boundary=", "text/plain; boundary"])
    func `without a boundary there is no form`(_ type: String) {
        #expect(Multipart(body("--xx\nContent-Disposition: form-data; name=a\n\n1\n--xx--"), contentType: type) == nil)
    }

    // ASVS 5.2.1 15.2.2
    @Test func `a form of more than fifty parts is refused`() {
        let part = "--xx\nContent-Disposition: form-data; name=a\n\n1\n"
        #expect(Multipart(body(String(repeating: part, count: 51) + "--xx--"), contentType: type) == nil)
        #expect(Multipart(body(String(repeating: part, count: 50) + "--xx--"), contentType: type) != nil)
    }
}
