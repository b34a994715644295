/// What goes in to make and change an account. The patterns say exactly what is taken, so that a generated client can tell
/// too.
extension APIDescription {
    static let accountRequestSchemas = #"""
        "NewAccount": {
          "type": "object", "additionalProperties": false, "required": ["name"],
          "properties": {
            "name": {"$ref": "#/components/schemas/SignInName"},
            "display_name": {"$ref": "#/components/schemas/Label"},
            "email": {"$ref": "#/components/schemas/Email"},
            "external_id": {"$ref": "#/components/schemas/ExternalID"},
            "password": {"$ref": "#/components/schemas/Password"}
          },
          "examples": [{"name": "ada", "email": "ada@example.org", "external_id": "user-42"}]
        },
        "AccountChange": {
          "type": "object", "additionalProperties": false,
          "properties": {
            "name": {"$ref": "#/components/schemas/SignInName"},
            "display_name": {"anyOf": [{"$ref": "#/components/schemas/Label"}, {"type": "null"}]},
            "email": {"anyOf": [{"$ref": "#/components/schemas/Email"}, {"type": "null"}]},
            "external_id": {"anyOf": [{"$ref": "#/components/schemas/ExternalID"}, {"type": "null"}]},
            "password": {"$ref": "#/components/schemas/Password"},
            "disabled": {"type": "boolean", "description": "Whether nobody signs in and nothing is verified."}
          },
          "examples": [{"display_name": "Ada L.", "external_id": null}]
        },
        "SignInName": {
          "type": "string", "minLength": 1, "maxLength": 254,
          "pattern": "\#(namePattern)",
          "description": "Unique in any case; white space around it is dropped. One with an @ must be the account's own e-mail address.",
          "examples": ["ada"]
        },
        "Label": {
          "type": "string", "maxLength": 64,
          "pattern": "\#(emptyOrLabelPattern)",
          "examples": ["Ada’s phone"]
        },
        "Email": {
          "type": "string", "format": "email", "maxLength": 254,
          "description": "Unconfirmed until its owner proves it. Letters of any script may stand in it.",
          "examples": ["ada@example.org"]
        },
        "ExternalID": {
          "type": "string", "minLength": 1, "maxLength": 128,
          "pattern": "\#(labelPattern)",
          "description": "What your app calls the account; unique in your app.",
          "examples": ["user-42"]
        },
        "Password": {
          "type": "string", "minLength": 12, "maxLength": 256, "pattern": "\#(withoutNUL)", "writeOnly": true,
          "description": "Not one that everybody tries first, nor made of the account's own names (409)."
        }
        """#
}
