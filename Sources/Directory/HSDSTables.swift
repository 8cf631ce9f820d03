extension HSDSTable {
    /// All tables of the standard, parents first.
    static let all: [HSDSTable] = [
        taxonomies, taxonomyTerms, units, organizations, programs, services, locations, servicesAtLocations,
        organizationIdentifiers, urls, fundings, contacts, phones, addresses, schedules, serviceAreas,
        requiredDocuments, languages, accessibility, costOptions, serviceCapacities, attributes, metadata, tableDescriptions,
    ]

    private static func required(_ name: StaticString, _ kind: HSDSColumn.Kind = .text) -> HSDSColumn { HSDSColumn(name, kind, isRequired: true) }
    private static func column(_ name: StaticString, _ kind: HSDSColumn.Kind = .text) -> HSDSColumn { HSDSColumn(name, kind) }
    private static func to(_ name: StaticString, _ table: StaticString) -> HSDSColumn { HSDSColumn(name, .reference(table)) }
    private static let place: HSDSColumn.Kind = .oneOf(["physical", "postal", "virtual"])
    private static let weekday: HSDSColumn.Kind = .oneOf(["MO", "TU", "WE", "TH", "FR", "SA", "SU"])

    static let taxonomies = HSDSTable("taxonomies", file: "taxonomies.csv", [
        required("name"), required("description"), column("uri", .web), column("version"),
    ])
    static let taxonomyTerms = HSDSTable("taxonomy_terms", file: "taxonomy_terms.csv", [
        column("code"), required("name"), required("description"), to("parent_id", "taxonomy_terms"), column("taxonomy"),
        column("language"), to("taxonomy_id", "taxonomies"), column("term_uri", .web),
    ])
    static let units = HSDSTable("units", file: "units.csv", [
        required("name"), column("scheme"), column("identifier"), column("uri", .web),
    ])
    static let organizations = HSDSTable("organizations", file: "organizations.csv", [
        required("name"), column("alternate_name"), required("description"), column("email", .email), column("website", .web),
        column("tax_status"), column("tax_id"), column("year_incorporated", .number), column("legal_status"),
        column("logo", .web), column("uri", .web), to("parent_organization_id", "organizations"),
    ])
    static let programs = HSDSTable("programs", file: "programs.csv", [
        HSDSColumn("organization_id", .reference("organizations"), isRequired: true), required("name"),
        column("alternate_name"), required("description"),
    ])
    static let services = HSDSTable("services", file: "services.csv", [
        HSDSColumn("organization_id", .reference("organizations"), isRequired: true), to("program_id", "programs"),
        required("name"), column("alternate_name"), column("description"), column("url", .web), column("email", .email),
        required("status", .oneOf(["active", "inactive", "defunct", "temporarily closed"])),
        column("interpretation_services"), column("application_process"), column("fees_description"), column("wait_time"),
        column("fees"), column("accreditations"), column("eligibility_description"), column("minimum_age", .number),
        column("maximum_age", .number), column("assured_date", .day), column("assurer_email", .email), column("licenses"),
        column("alert"), column("last_modified", .instant),
    ])
    static let locations = HSDSTable("locations", file: "locations.csv", [
        required("location_type", place), column("url", .web), to("organization_id", "organizations"), column("name"),
        column("alternate_name"), column("description"), column("transportation"), column("latitude", .number),
        column("longitude", .number), column("external_identifier"), column("external_identifier_type"),
    ])
    static let servicesAtLocations = HSDSTable("service_at_locations", file: "service_at_location.csv", [
        HSDSColumn("service_id", .reference("services"), isRequired: true),
        HSDSColumn("location_id", .reference("locations"), isRequired: true), column("description"),
    ])
    static let organizationIdentifiers = HSDSTable("organization_identifiers", file: "organization_identifiers.csv", [
        HSDSColumn("organization_id", .reference("organizations"), isRequired: true), column("identifier_scheme"),
        required("identifier_type"), required("identifier"),
    ])
    static let urls = HSDSTable("urls", file: "url.csv", [
        column("label"), required("url", .web), to("organization_id", "organizations"), to("service_id", "services"),
    ])
    static let fundings = HSDSTable("fundings", file: "funding.csv", [
        to("organization_id", "organizations"), to("service_id", "services"), column("source"),
    ])
    static let contacts = HSDSTable("contacts", file: "contacts.csv", [
        to("organization_id", "organizations"), to("service_id", "services"),
        to("service_at_location_id", "service_at_locations"), to("location_id", "locations"),
        column("name"), column("title"), column("department"), column("email", .email),
    ])
    static let phones = HSDSTable("phones", file: "phones.csv", [
        to("location_id", "locations"), to("service_id", "services"), to("organization_id", "organizations"),
        to("contact_id", "contacts"), to("service_at_location_id", "service_at_locations"),
        required("number"), column("extension", .number), column("type"), column("description"),
    ])
    static let addresses = HSDSTable("addresses", file: "addresses.csv", [
        to("location_id", "locations"), column("attention"), required("address_1"), column("address_2"), required("city"),
        column("region"), required("state_province"), required("postal_code"), required("country"), required("address_type", place),
    ])
    static let schedules = HSDSTable("schedules", file: "schedules.csv", [
        to("service_id", "services"), to("location_id", "locations"), to("service_at_location_id", "service_at_locations"),
        column("valid_from", .day), column("valid_to", .day), column("dtstart", .day), column("timezone", .number),
        column("until", .day), column("count", .number), column("wkst", weekday), column("freq", .oneOf(["WEEKLY", "MONTHLY"])),
        column("interval", .number), column("byday"), column("byweekno"), column("bymonthday"), column("byyearday"),
        column("description"), column("opens_at", .time), column("closes_at", .time), column("schedule_link", .web),
        column("attending_type"), column("notes"),
    ])
    static let serviceAreas = HSDSTable("service_areas", file: "service_areas.csv", [
        to("service_id", "services"), to("service_at_location_id", "service_at_locations"), column("name"),
        column("description"), column("extent"), column("extent_type"), column("uri", .web),
    ])
    static let requiredDocuments = HSDSTable("required_documents", file: "required_documents.csv", [
        to("service_id", "services"), column("document"), column("uri", .web),
    ])
    static let languages = HSDSTable("languages", file: "languages.csv", [
        to("service_id", "services"), to("location_id", "locations"), to("phone_id", "phones"),
        column("name"), column("code"), column("note"),
    ])
    static let accessibility = HSDSTable("accessibility", file: "accessibility.csv", [
        to("location_id", "locations"), column("description"), column("details"), column("url", .web),
    ])
    static let costOptions = HSDSTable("cost_options", file: "cost_options.csv", [
        HSDSColumn("service_id", .reference("services"), isRequired: true), column("valid_from", .day), column("valid_to", .day),
        column("option"), column("currency"), column("amount", .number), column("amount_description"),
    ])
    static let serviceCapacities = HSDSTable("service_capacities", file: "service_capacity.csv", [
        HSDSColumn("service_id", .reference("services"), isRequired: true),
        HSDSColumn("unit_id", .reference("units"), isRequired: true), required("available", .number),
        column("maximum", .number), column("description"), required("updated", .instant),
    ])
    static let attributes = HSDSTable("attributes", file: "attributes.csv", [
        required("link_id", .anyID), HSDSColumn("taxonomy_term_id", .reference("taxonomy_terms"), isRequired: true),
        column("link_type"), required("link_entity"), column("value"), column("label"),
    ])
    static let metadata = HSDSTable("resource_changes", file: "metadata.csv", [
        required("resource_id", .anyID), required("resource_type"), required("last_action_date", .day),
        required("last_action_type"), required("field_name"), required("previous_value"), required("replacement_value"),
        required("updated_by"),
    ])
    static let tableDescriptions = HSDSTable("meta_table_descriptions", file: "meta_table_descriptions.csv", [
        column("name"), column("language"), column("character_set"),
    ])
}
