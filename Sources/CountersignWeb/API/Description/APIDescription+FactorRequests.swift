/// What goes in to set up a factor, to import one, and to ask for a challenge.
extension APIDescription {
    static let factorRequestSchemas = #"""
        "NewFactor": {
          "oneOf": [
            {"$ref": "#/components/schemas/FactorToProve"}, {"$ref": "#/components/schemas/FactorToImport"},
            {"$ref": "#/components/schemas/EmailFactor"},
            {"$ref": "#/components/schemas/YubiKeyToProve"}, {"$ref": "#/components/schemas/YubiKeyToImport"},
            {"$ref": "#/components/schemas/PasskeyToProve"}
          ]
        },
        "FactorToProve": {
          "type": "object", "additionalProperties": false, "required": ["kind"],
          "properties": {
            "kind": {"const": "totp"},
            "confirmed": {"const": false},
            "label": {"$ref": "#/components/schemas/Label"},
            "secret": {"$ref": "#/components/schemas/Secret"},
            "algorithm": {"$ref": "#/components/schemas/Algorithm"},
            "digits": {"$ref": "#/components/schemas/Digits"},
            "period": {"$ref": "#/components/schemas/Period"},
            "hardware_token": {"type": "boolean", "description": "Its clock may drift by an hour."}
          },
          "examples": [{"kind": "totp", "label": "Ada’s phone"}]
        },
        "EmailFactor": {
          "type": "object", "additionalProperties": false, "required": ["kind"],
          "properties": {
            "kind": {"const": "email"},
            "confirmed": {"const": false},
            "label": {"$ref": "#/components/schemas/Label"}
          },
          "examples": [{"kind": "email"}]
        },
        "PasskeyToProve": {
          "type": "object", "additionalProperties": false, "required": ["kind"],
          "description": "Then `confirm` within five minutes with what `navigator.credentials.create()` made of the options.",
          "properties": {
            "kind": {"const": "passkey"},
            "confirmed": {"const": false},
            "label": {"$ref": "#/components/schemas/Label"}
          },
          "examples": [{"kind": "passkey", "label": "Ada’s laptop"}]
        },
        "Passkey": {
          "type": "object",
          "description": "`RegistrationResponseJSON` or `AuthenticationResponseJSON`, as `toJSON()` of the browser's credential makes it (WebAuthn Level 3). Members that WebAuthn does not know are ignored; what cannot be read is a wrong answer.",
          "propertyNames": {"$ref": "#/components/schemas/PasskeyText"},
          "additionalProperties": {"$ref": "#/components/schemas/PasskeyValue"}
        },
        "PasskeyText": {"type": "string", "pattern": "^[ -~\\n]*$"},
        "PasskeyValue": {
          "anyOf": [
            {"$ref": "#/components/schemas/PasskeyText"}, {"type": "boolean"}, {"type": "null"}, {"type": "number"},
            {"type": "array", "items": {"$ref": "#/components/schemas/PasskeyText"}},
            {
              "type": "object", "propertyNames": {"$ref": "#/components/schemas/PasskeyText"},
              "additionalProperties": {"$ref": "#/components/schemas/PasskeyValue"}
            }
          ]
        },
        "NewChallenge": {
          "type": "object", "additionalProperties": false, "required": ["kind"],
          "properties": {
            "kind": {"enum": ["email", "passkey"]},
            "challenge_id": {"$ref": "#/components/schemas/ChallengeID"}
          },
          "examples": [{"kind": "email"}]
        },
        "ChallengeID": {
          "type": "string", "maxLength": 64, "pattern": "\#(withoutNUL)",
          "description": "The `id` of a challenge that this app began for this account."
        },
        "FactorToImport": {
          "type": "object", "additionalProperties": false, "required": ["kind", "confirmed", "secret"],
          "properties": {
            "kind": {"const": "totp"},
            "confirmed": {"const": true, "description": "It was proved elsewhere before."},
            "label": {"$ref": "#/components/schemas/Label"},
            "secret": {"$ref": "#/components/schemas/Secret"},
            "algorithm": {"$ref": "#/components/schemas/Algorithm"},
            "digits": {"$ref": "#/components/schemas/Digits"},
            "period": {"$ref": "#/components/schemas/Period"},
            "hardware_token": {"type": "boolean"}
          },
          "examples": [{"kind": "totp", "secret": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "confirmed": true}]
        },
        "YubiKeyToProve": {
          "type": "object", "additionalProperties": false, "required": ["kind"],
          "description": "Then `confirm` with a code that the key types. 422 where the server has no `yubikey-validation`.",
          "properties": {
            "kind": {"const": "yubikey"},
            "confirmed": {"const": false},
            "label": {"$ref": "#/components/schemas/Label"},
            "public_id": {"$ref": "#/components/schemas/PublicID"}
          },
          "examples": [{"kind": "yubikey", "label": "Ada’s key"}]
        },
        "YubiKeyToImport": {
          "type": "object", "additionalProperties": false, "required": ["kind", "confirmed", "public_id"],
          "properties": {
            "kind": {"const": "yubikey"},
            "confirmed": {"const": true},
            "label": {"$ref": "#/components/schemas/Label"},
            "public_id": {"$ref": "#/components/schemas/PublicID"}
          },
          "examples": [{"kind": "yubikey", "public_id": "ccccccbcgujh", "confirmed": true}]
        },
        "PublicID": {
          "type": "string", "pattern": "^[cbdefghijklnrtuvCBDEFGHIJKLNRTUV]{1,16}$",
          "description": "The letters that each code of the key begins with; from the factory twelve. One key protects one account (409).",
          "examples": ["ccccccbcgujh"]
        },
        "Secret": {
          "type": "string", "maxLength": 205,
          "pattern": "^(?:[A-Z2-7]{8}){2,25}(?:[A-Z2-7][AEIMQUY4]|[A-Z2-7]{3}[AQ]|[A-Z2-7]{4}[ACEGIKMOQSUWY246]|[A-Z2-7]{6}[AIQY])?$",
          "description": "Base32, 10 to 128 bytes. Left out, the server makes one.",
          "examples": ["JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"]
        },
        "Algorithm": {"enum": ["SHA1", "SHA256", "SHA512"], "default": "SHA1"},
        "Digits": {"type": "integer", "minimum": 6, "maximum": 8, "default": 6},
        "Period": {"type": "integer", "minimum": 1, "maximum": 86400, "default": 30, "description": "Seconds."},
        "Code": {
          "type": "string", "minLength": 1, "maxLength": 128, "pattern": "\#(withoutNUL)",
          "description": "As it was typed: spaces and dashes do not matter.",
          "examples": ["123 456"]
        },
        "Codes": {
          "type": "array", "minItems": 2, "maxItems": 2, "items": {"$ref": "#/components/schemas/Code"},
          "description": "Two codes that the app showed one after the other, the earlier one first. Judged together, they get in while single codes have to wait."
        },
        "Confirmation": {
          "oneOf": [
            {
              "type": "object", "additionalProperties": false, "required": ["code"],
              "properties": {"code": {"$ref": "#/components/schemas/Code"}}
            },
            {
              "type": "object", "additionalProperties": false, "required": ["codes"],
              "properties": {"codes": {"$ref": "#/components/schemas/Codes"}}
            },
            {
              "type": "object", "additionalProperties": false, "required": ["passkey"],
              "properties": {"passkey": {"$ref": "#/components/schemas/Passkey"}}
            }
          ]
        }
        """#
}
