/// What comes out.
extension APIDescription {
    static let answerSchemas = #"""
        "Account": {
          "type": "object", "additionalProperties": false,
          "required": ["id", "name", "display_name", "email", "email_confirmed", "external_id", "has_password", "role", "state", "created_at"],
          "properties": {
            "id": {"type": "string"},
            "name": {"type": "string"},
            "display_name": {"type": "string"},
            "email": {"type": ["string", "null"]},
            "email_confirmed": {"type": "boolean"},
            "external_id": {"type": ["string", "null"]},
            "has_password": {"type": "boolean"},
            "role": {"enum": ["member", "auditor", "approver", "supporter", "owner"]},
            "state": {"enum": ["active", "frozen", "disabled"]},
            "created_at": {"type": "string", "format": "date-time"}
          }
        },
        "Accounts": {
          "type": "object", "additionalProperties": false, "required": ["accounts"],
          "properties": {"accounts": {"type": "array", "maxItems": 1, "items": {"$ref": "#/components/schemas/Account"}}}
        },
        "Factor": {
          "type": "object", "additionalProperties": false,
          "required": ["id", "kind", "label", "confirmed", "created_at", "last_used_at"],
          "properties": {
            "id": {"type": "string"},
            "kind": {"enum": ["totp", "email", "yubikey", "passkey"]},
            "label": {"type": "string"},
            "confirmed": {"const": true},
            "created_at": {"type": "string", "format": "date-time"},
            "last_used_at": {"type": ["string", "null"], "format": "date-time"}
          }
        },
        "Factors": {
          "type": "object", "additionalProperties": false,
          "required": ["factors", "preferred_factor_id", "backup_codes_left"],
          "properties": {
            "factors": {"type": "array", "items": {"$ref": "#/components/schemas/Factor"}},
            "preferred_factor_id": {"type": ["string", "null"]},
            "backup_codes_left": {"type": "integer", "minimum": 0}
          }
        },
        "BegunFactor": {
          "type": "object", "additionalProperties": false,
          "required": ["id", "kind", "label", "confirmed", "expires_at", "secret", "uri", "qr_svg"],
          "properties": {
            "id": {"type": "string"},
            "kind": {"const": "totp"},
            "label": {"type": "string"},
            "confirmed": {"const": false},
            "expires_at": {"type": "string", "format": "date-time"},
            "secret": {"type": "string", "description": "Base32, to be typed by hand."},
            "uri": {"type": "string", "description": "`otpauth://…`"},
            "qr_svg": {"type": "string", "description": "The same as a picture."}
          }
        },
        "BegunEmail": {
          "type": "object", "additionalProperties": false,
          "required": ["id", "kind", "label", "confirmed", "expires_at", "sent_to", "reference", "status"],
          "properties": {
            "id": {"type": "string"},
            "kind": {"const": "email"},
            "label": {"type": "string"},
            "confirmed": {"const": false},
            "expires_at": {"type": "string", "format": "date-time"},
            "sent_to": {"$ref": "#/components/schemas/SentTo"},
            "reference": {"$ref": "#/components/schemas/MailReference"},
            "status": {"$ref": "#/components/schemas/MailStatus"}
          }
        },
        "Challenge": {
          "oneOf": [
            {"$ref": "#/components/schemas/MailedChallenge"}, {"$ref": "#/components/schemas/PasskeyChallenge"}
          ]
        },
        "PasskeyChallenge": {
          "type": "object", "additionalProperties": false, "required": ["id", "expires_at", "options"],
          "properties": {
            "id": {"type": "string", "description": "For `challenge_id`."},
            "expires_at": {"type": "string", "format": "date-time"},
            "options": {
              "type": "object",
              "description": "`PublicKeyCredentialRequestOptionsJSON`, for `navigator.credentials.get()`."
            }
          }
        },
        "BegunPasskey": {
          "type": "object", "additionalProperties": false,
          "required": ["id", "kind", "label", "confirmed", "expires_at", "options"],
          "properties": {
            "id": {"type": "string"},
            "kind": {"const": "passkey"},
            "label": {"type": "string"},
            "confirmed": {"const": false},
            "expires_at": {"type": "string", "format": "date-time"},
            "options": {
              "type": "object",
              "description": "`PublicKeyCredentialCreationOptionsJSON`, for `navigator.credentials.create()`, good for five minutes."
            }
          }
        },
        "MailedChallenge": {
          "type": "object", "additionalProperties": false,
          "required": ["id", "expires_at", "sent_to", "reference", "status"],
          "properties": {
            "id": {"type": "string", "description": "For `challenge_id`."},
            "expires_at": {"type": "string", "format": "date-time", "description": "The end of the newest code."},
            "sent_to": {"$ref": "#/components/schemas/SentTo"},
            "reference": {"$ref": "#/components/schemas/MailReference"},
            "status": {"$ref": "#/components/schemas/MailStatus"}
          }
        },
        "SentTo": {
          "type": "string", "description": "The address, masked.", "examples": ["a•••@example.org"]
        },
        "MailReference": {
          "type": "string", "description": "Stands in the mail too: show it, so that people can tell one mail from another.",
          "examples": ["K7QF"]
        },
        "MailStatus": {"const": "queued", "description": "The mail is in the outbox and will be sent from there."},
        "BegunYubiKey": {
          "type": "object", "additionalProperties": false,
          "required": ["id", "kind", "label", "confirmed", "expires_at"],
          "properties": {
            "id": {"type": "string"},
            "kind": {"const": "yubikey"},
            "label": {"type": "string"},
            "confirmed": {"const": false},
            "expires_at": {"type": "string", "format": "date-time"}
          }
        },
        "AddedFactor": {
          "oneOf": [
            {"$ref": "#/components/schemas/BegunFactor"}, {"$ref": "#/components/schemas/BegunEmail"},
            {"$ref": "#/components/schemas/BegunYubiKey"}, {"$ref": "#/components/schemas/BegunPasskey"},
            {"$ref": "#/components/schemas/Factor"}
          ]
        },
        "BackupCodes": {
          "type": "object", "additionalProperties": false, "required": ["codes"],
          "properties": {"codes": {"type": "array", "items": {"type": "string"}, "examples": [["3k7m-9pq2x-w4hd"]]}}
        },
        "VerifyOutcome": {
          "oneOf": [{"$ref": "#/components/schemas/Accepted"}, {"$ref": "#/components/schemas/Rejected"}]
        },
        "ConfirmOutcome": {
          "oneOf": [{"$ref": "#/components/schemas/Confirmed"}, {"$ref": "#/components/schemas/Rejected"}]
        },
        "Accepted": {
          "type": "object", "additionalProperties": false, "required": ["outcome", "factor", "amr"],
          "properties": {
            "outcome": {"const": "accepted"},
            "factor": {
              "oneOf": [
                {"$ref": "#/components/schemas/Factor"},
                {
                  "type": "object", "additionalProperties": false, "required": ["kind"],
                  "properties": {"kind": {"enum": ["backup_code", "device", "bypass_code", "suspension", "email"]}}
                }
              ]
            },
            "amr": {"type": "array", "items": {"type": "string"}, "description": "Names of RFC 8176 for what was proved, and `email`, for which it has none."},
            "backup_codes_left": {"type": "integer", "minimum": 0},
            "device_token": {
              "type": "string", "description": "In place of a code next time, and of any that the app was given before."
            }
          }
        },
        "Confirmed": {
          "type": "object", "additionalProperties": false, "required": ["outcome", "factor"],
          "properties": {"outcome": {"const": "accepted"}, "factor": {"$ref": "#/components/schemas/Factor"}}
        },
        "Rejected": {
          "type": "object", "additionalProperties": false, "required": ["outcome", "reason", "tries_left", "accepts"],
          "properties": {
            "outcome": {"const": "rejected"},
            "reason": {
              "enum": ["wrong_code", "already_used", "expired", "challenge_ended", "no_factor", "locked", "unavailable"],
              "description": "`locked`: not looked at, because the account waits, or because policy has ended every kind that it has; `accepts` has what gets in. `no_factor`: there is none."
            },
            "tries_left": {
              "type": "integer", "minimum": 0,
              "description": "Wrong codes that are still free before the next wait, the end of the budget or the end of the challenge."
            },
            "retry_after_seconds": {"type": "integer", "minimum": 1, "description": "Until single codes are looked at again."},
            "accepts": {
              "type": "array", "items": {"enum": ["pair", "email", "yubikey", "passkey", "backup_code", "bypass_code"]},
              "description": "What still gets in. `email`: a new challenge, whose code is long."
            },
            "hint": {
              "enum": [
                "just_run_out", "clock_may_be_wrong", "clock_is_off", "used_on", "other_browser", "key_may_be_copied",
                "wrong_address", "model_not_allowed"
              ]
            },
            "clock_offset_seconds": {"type": "integer", "description": "With `clock_is_off`: how far the phone is ahead."},
            "used_at": {"type": "string", "format": "date-time", "description": "With `used_on`."}
          }
        },
        "Events": {
          "type": "object", "additionalProperties": false, "required": ["events", "next_after"],
          "properties": {
            "events": {"type": "array", "items": {"$ref": "#/components/schemas/Event"}},
            "next_after": {"type": "integer", "format": "int64", "minimum": 0}
          }
        },
        "Event": {
          "type": "object", "additionalProperties": false,
          "required": ["position", "id", "at", "kind", "account_id", "actor", "data", "personal"],
          "properties": {
            "position": {"type": "integer", "format": "int64", "minimum": 1},
            "id": {"type": "string"},
            "at": {"type": "string", "format": "date-time"},
            "kind": {"type": "string", "examples": ["second_step.accepted"]},
            "outcome": {"enum": ["done", "refused"]},
            "account_id": {"type": ["string", "null"]},
            "actor": {"type": "string", "description": "`member:<id>`, `app:<id>/<key id>`, `host`, `system` or `visitor`."},
            "data": {"type": "object", "additionalProperties": {"type": "string"}},
            "personal": {
              "type": "object", "additionalProperties": {"type": "string"},
              "description": "Names and addresses; empty once the person was erased."
            }
          }
        },
        "Problem": {
          "type": "object", "additionalProperties": false,
          "required": ["type", "title", "status", "detail", "request_id"],
          "properties": {
            "type": {"type": "string", "format": "uri-reference", "examples": ["/api/v1/problems/missing-scope"]},
            "title": {"type": "string"},
            "status": {"type": "integer", "minimum": 400, "maximum": 599},
            "detail": {"type": "string"},
            "request_id": {"type": "string"},
            "errors": {
              "type": "array",
              "items": {
                "type": "object", "additionalProperties": false, "required": ["field", "detail"],
                "properties": {"field": {"type": "string"}, "detail": {"type": "string"}}
              }
            }
          }
        }
        """#
}
