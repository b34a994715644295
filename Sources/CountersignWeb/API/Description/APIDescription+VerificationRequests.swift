/// What goes in to verify, and to end a wait.
extension APIDescription {
    static let verificationRequestSchemas = #"""
        "Verification": {
          "oneOf": [
            {
              "type": "object", "additionalProperties": false, "required": ["account", "code"],
              "properties": {
                "account": {"$ref": "#/components/schemas/AccountIDOrName"},
                "first_factor": {"$ref": "#/components/schemas/FirstFactor"},
                "code": {"$ref": "#/components/schemas/Code"},
                "factor_id": {"$ref": "#/components/schemas/ChosenFactor"},
                "challenge_id": {"$ref": "#/components/schemas/ChallengeID"},
                "remember": {"$ref": "#/components/schemas/Remember"},
                "client_ip": {"$ref": "#/components/schemas/ClientIP"}
              }
            },
            {
              "type": "object", "additionalProperties": false, "required": ["account", "codes"],
              "properties": {
                "account": {"$ref": "#/components/schemas/AccountIDOrName"},
                "first_factor": {"$ref": "#/components/schemas/FirstFactor"},
                "codes": {"$ref": "#/components/schemas/Codes"},
                "factor_id": {"$ref": "#/components/schemas/ChosenFactor"},
                "remember": {"$ref": "#/components/schemas/Remember"},
                "client_ip": {"$ref": "#/components/schemas/ClientIP"}
              }
            },
            {
              "type": "object", "additionalProperties": false, "required": ["account", "passkey"],
              "properties": {
                "account": {"$ref": "#/components/schemas/AccountIDOrName"},
                "first_factor": {"$ref": "#/components/schemas/FirstFactor"},
                "passkey": {"$ref": "#/components/schemas/Passkey"},
                "factor_id": {"$ref": "#/components/schemas/ChosenFactor"},
                "challenge_id": {"$ref": "#/components/schemas/ChallengeID"},
                "remember": {"$ref": "#/components/schemas/Remember"},
                "client_ip": {"$ref": "#/components/schemas/ClientIP"}
              }
            },
            {
              "type": "object", "additionalProperties": false,
              "required": ["account", "first_factor", "device_token"],
              "properties": {
                "account": {"$ref": "#/components/schemas/AccountIDOrName"},
                "first_factor": {"const": true},
                "device_token": {"$ref": "#/components/schemas/DeviceToken"},
                "client_ip": {"$ref": "#/components/schemas/ClientIP"}
              }
            }
          ],
          "examples": [{"account": "ada", "first_factor": true, "code": "123456"}]
        },
        "AccountIDOrName": {
          "type": "string", "minLength": 1, "maxLength": 254, "pattern": "\#(withoutNUL)",
          "description": "The account's `id` or sign-in name."
        },
        "FirstFactor": {
          "type": "boolean", "default": false,
          "description": "That your app has checked the password. Without it the call is refused (403) unless the app's settings allow it; then it has a count of wrong codes of its own."
        },
        "Remember": {
          "type": "boolean", "default": false,
          "description": "Answer with a `device_token`. Needs `first_factor`; none is given for a backup code, or where the server remembers no devices."
        },
        "DeviceToken": {
          "type": "string", "minLength": 1, "maxLength": 128, "pattern": "\#(withoutNUL)",
          "description": "What the last accepted call answered as `device_token`: in place of a code."
        },
        "ChosenFactor": {
          "type": "string", "maxLength": 64, "pattern": "\#(withoutNUL)",
          "description": "Judge against this factor alone."
        },
        "ClientIP": {
          "anyOf": [{"type": "string", "format": "ipv4"}, {"type": "string", "format": "ipv6"}],
          "description": "Where the person is, for the audit log."
        },
        "Unlock": {
          "oneOf": [
            {
              "type": "object", "additionalProperties": false,
              "properties": {"refill_budget": {"const": false}, "reason": {"$ref": "#/components/schemas/Reason"}}
            },
            {
              "type": "object", "additionalProperties": false, "required": ["refill_budget", "reason"],
              "properties": {
                "refill_budget": {"const": true},
                "reason": {"allOf": [{"$ref": "#/components/schemas/Reason"}, {"minLength": 1}]}
              }
            }
          ]
        },
        "Reason": {
          "type": "string", "maxLength": 200, "pattern": "\#(withoutNUL)", "description": "For the audit log."
        },
        "Nothing": {"type": "object", "additionalProperties": false}
        """#
}
