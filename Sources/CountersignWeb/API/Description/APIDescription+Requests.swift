/// What goes in. The patterns say exactly what is taken, so that a generated client can tell too.
extension APIDescription {
    static let requestSchemas = #"""
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
          "pattern": "^[\\t-\\r\\u0085\\u2028\\u2029 \\u00A0\\u1680\\u2000-\\u200A\\u202F\\u205F\\u3000]*[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}](?:[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S} \\u00A0\\u1680\\u2000-\\u200A\\u202F\\u205F\\u3000]*[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}])?[\\t-\\r\\u0085\\u2028\\u2029 \\u00A0\\u1680\\u2000-\\u200A\\u202F\\u205F\\u3000]*$",
          "description": "Unique in any case; at most 254 bytes of UTF-8; white space around it is dropped. One with an @ must be the account's own e-mail address.",
          "examples": ["ada"]
        },
        "Label": {
          "type": "string", "maxLength": 64,
          "pattern": "^[\\t-\\r\\u0085\\u2028\\u2029 \\u00A0\\u1680\\u2000-\\u200A\\u202F\\u205F\\u3000]*(?:[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}](?:[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S} \\u00A0\\u1680\\u2000-\\u200A\\u202F\\u205F\\u3000]*[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}])?)?[\\t-\\r\\u0085\\u2028\\u2029 \\u00A0\\u1680\\u2000-\\u200A\\u202F\\u205F\\u3000]*$",
          "examples": ["Ada’s phone"]
        },
        "Email": {
          "type": "string", "format": "email", "maxLength": 254,
          "description": "Unconfirmed until its owner proves it. Letters of any script may stand in it.",
          "examples": ["ada@example.org"]
        },
        "ExternalID": {
          "type": "string", "minLength": 1, "maxLength": 128,
          "pattern": "^[\\t-\\r\\u0085\\u2028\\u2029 \\u00A0\\u1680\\u2000-\\u200A\\u202F\\u205F\\u3000]*[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}](?:[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S} \\u00A0\\u1680\\u2000-\\u200A\\u202F\\u205F\\u3000]*[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}])?[\\t-\\r\\u0085\\u2028\\u2029 \\u00A0\\u1680\\u2000-\\u200A\\u202F\\u205F\\u3000]*$",
          "description": "What your app calls the account; unique in your app.",
          "examples": ["user-42"]
        },
        "Password": {
          "type": "string", "minLength": 12, "maxLength": 256, "pattern": "^[^\\u0000]*$", "writeOnly": true,
          "description": "Not one that everybody tries first, nor made of the account's own names (409)."
        },
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
          "type": "string", "maxLength": 64, "pattern": "^[^\\u0000]*$",
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
          "type": "string", "minLength": 1, "maxLength": 128, "pattern": "^[^\\u0000]*$",
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
        },
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
          "type": "string", "minLength": 1, "maxLength": 254, "pattern": "^[^\\u0000]*$",
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
          "type": "string", "minLength": 1, "maxLength": 128, "pattern": "^[^\\u0000]*$",
          "description": "What the last accepted call answered as `device_token`: in place of a code."
        },
        "ChosenFactor": {
          "type": "string", "maxLength": 64, "pattern": "^[^\\u0000]*$",
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
          "type": "string", "maxLength": 200, "pattern": "^[^\\u0000]*$", "description": "For the audit log."
        },
        "Nothing": {"type": "object", "additionalProperties": false}
        """#
}
