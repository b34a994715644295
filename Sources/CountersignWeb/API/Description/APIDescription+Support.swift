/// The calls of support, what goes in and what comes out.
extension APIDescription {
    private static func waiting(_ done: String) -> String {
        answer(202, "It waits for a second person, as policy asks.", "WaitingRequest") + ", " + done
    }

    static let supportPaths = """
        "/api/v1/accounts/{account_id}/suspension": {
          "parameters": [\(account)],
          "post": {
            "operationId": "suspendSecondStep", "tags": ["support"],
            "summary": "Lift the second step for a while",
            "description": "Scope: `support`. It ends by itself at its very second, sooner when the person turns it back on or sets up a new factor. A suspension that is under way is replaced. The person is told by mail.",
            \(body("Suspension")),
            "responses": {\(waiting(answer(201, "Suspended.", "SuspensionMade"))), \(problemsWithBody)}
          },
          "get": {
            "operationId": "getSuspension", "tags": ["support"],
            "summary": "The suspension in force",
            "description": "Scope: `support`.",
            "responses": {\(answer(200, "It, or null.", "CurrentSuspension")), \(problems)}
          },
          "delete": {
            "operationId": "endSuspension", "tags": ["support"],
            "summary": "Turn the second step back on",
            "description": "Scope: `support`. Sessions that came in without it end. 409 if nothing is suspended.",
            "responses": {"204": {"description": "Ended."}, \(problems)}
          }
        },
        "/api/v1/accounts/{account_id}/bypass-codes": {
          "parameters": [\(account)],
          "post": {
            "operationId": "makeBypassCode", "tags": ["support"],
            "summary": "Make a code that stands in for the second step, once",
            "description": "Scope: `support`. Shown this once. An earlier one ends. Where a second person has to agree, the answer is 202 and a reference, as often as it is asked for. Ask again with that `reference` alone: 202 while nobody has decided, 201 and the code once somebody agreed, 409 if it will not be.",
            \(body("NewBypassCode")),
            "responses": {\(waiting(answer(201, "The code.", "BypassCodeMade"))), \(problemsWithBody)}
          },
          "get": {
            "operationId": "getBypassCode", "tags": ["support"],
            "summary": "Whether there is one that still works",
            "description": "Scope: `support`. Never the code itself.",
            "responses": {\(answer(200, "It, or null.", "CurrentBypassCode")), \(problems)}
          },
          "delete": {
            "operationId": "cancelBypassCode", "tags": ["support"],
            "summary": "Cancel the code",
            "description": "Scope: `support`. 409 if there is none.",
            "responses": {"204": {"description": "Cancelled."}, \(problems)}
          }
        },
        "/api/v1/accounts/{account_id}/reset": {
          "parameters": [\(account)],
          "post": {
            "operationId": "resetFactors", "tags": ["support"],
            "summary": "Have the person set up a factor anew",
            "description": "Scope: `support`. At the next sign-in, before anything else. What they have works until the new one does, and goes then; with `lost` it goes at once. Remembered devices end; with `lost` or `sign_out` sessions too.",
            \(body("Reset")),
            "responses": {\(waiting("\"204\": {\"description\": \"Asked.\"}")), \(problemsWithBody)}
          }
        },
        "/api/v1/accounts/{account_id}/explain": {
          "parameters": [\(account)],
          "get": {
            "operationId": "explainSignIn", "tags": ["support"],
            "summary": "What would happen if this person signed in now, and why",
            "description": "Scope: `support`. Facts in the order in which signing in comes to them. More kinds of `step` may come. Those that policy or the configuration decides (`required`, `passkey_required`, `not_counted`, `set_up_now`, `set_up_from`) say which rule in `rule`, whose in `source`, and the id of the organisation in `organisation`, which the configuration has not.",
            "responses": {\(answer(200, "What, and why.", "Explanation")), \(problems)}
          }
        }
        """

    static let supportSchemas = #"""
        "Suspension": {
          "type": "object", "additionalProperties": false, "required": ["reason"],
          "properties": {
            "minutes": {"type": "integer", "minimum": 1, "maximum": 10080, "default": 1440, "description": "Policy may allow less."},
            "network": {
              "description": "Only from there: an address or a block.",
              "anyOf": [
                {"type": "string", "format": "ipv4"}, {"type": "string", "format": "ipv6"},
                {"type": "string", "pattern": "^(?:(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])\\.){3}(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])/(?:[1-9]|[12][0-9]|3[0-2])$"}
              ],
              "examples": ["192.0.2.0/24"]
            },
            "email_code": {"type": "boolean", "default": false, "description": "With a mailed code in place of the second step."},
            "reason": {"$ref": "#/components/schemas/SupportReason"},
            "category": {"$ref": "#/components/schemas/SupportCategory"},
            "identity": {"$ref": "#/components/schemas/SupportIdentity"},
            "ticket": {"$ref": "#/components/schemas/SupportTicket"}
          },
          "examples": [{"minutes": 240, "reason": "Phone fell into the lake", "category": "lost_phone"}]
        },
        "NewBypassCode": {
          "type": "object", "additionalProperties": false, "anyOf": [{"required": ["reason"]}, {"required": ["reference"]}],
          "properties": {
            "reference": {"type": "string", "maxLength": 20, "pattern": "\#(withoutNUL)", "examples": ["CS-7Q4F"], "description": "Of a request of this key's that had to be agreed to; nothing else is looked at then."},
            "minutes": {"type": "integer", "minimum": 1, "maximum": 1440, "default": 60, "description": "Policy may allow less."},
            "then_set_up_again": {"type": "boolean", "default": true, "description": "Whether a factor is set up anew before anything else."},
            "reason": {"$ref": "#/components/schemas/SupportReason"},
            "category": {"$ref": "#/components/schemas/SupportCategory"},
            "identity": {"$ref": "#/components/schemas/SupportIdentity"},
            "ticket": {"$ref": "#/components/schemas/SupportTicket"}
          },
          "examples": [{"minutes": 15, "reason": "Key left at home today"}]
        },
        "Reset": {
          "type": "object", "additionalProperties": false, "required": ["reason"],
          "properties": {
            "lost": {"type": "boolean", "default": false, "description": "Lost or stolen: every factor and code goes at once."},
            "sign_out": {"type": "boolean", "default": false},
            "reason": {"$ref": "#/components/schemas/SupportReason"},
            "category": {"$ref": "#/components/schemas/SupportCategory"},
            "identity": {"$ref": "#/components/schemas/SupportIdentity"},
            "ticket": {"$ref": "#/components/schemas/SupportTicket"}
          },
          "examples": [{"lost": true, "reason": "Phone was stolen on the train"}]
        },
        "SupportReason": {
          "type": "string", "minLength": 10, "maxLength": 500,
          "pattern": "\#(linePattern)",
          "description": "Why: for staff, sealed in the audit log. One line."
        },
        "SupportCategory": {"enum": ["lost_phone", "new_phone", "key_at_home", "email_trouble", "other"], "default": "other"},
        "SupportIdentity": {
          "enum": ["video_call", "in_person", "manager_confirmed", "call_back", "elsewhere"], "default": "elsewhere",
          "description": "How it was made sure who asks."
        },
        "SupportTicket": {"type": "string", "maxLength": 64, "pattern": "^[!-~]*$"},
        "WaitingRequest": {
          "type": "object", "additionalProperties": false, "required": ["status", "reference", "expires_at"],
          "properties": {
            "status": {"const": "waiting"},
            "reference": {"type": "string", "examples": ["CS-7Q4F"]},
            "expires_at": {"type": "string", "format": "date-time"}
          }
        },
        "SuspensionMade": {
          "type": "object", "additionalProperties": false, "required": ["id", "begun_at", "ends_at", "email_code"],
          "properties": {
            "id": {"type": "string"},
            "begun_at": {"type": "string", "format": "date-time"},
            "ends_at": {"type": "string", "format": "date-time"},
            "email_code": {"type": "boolean"},
            "network": {"type": "string"}
          }
        },
        "CurrentSuspension": {
          "type": "object", "additionalProperties": false, "required": ["suspension"],
          "properties": {"suspension": {"anyOf": [{"$ref": "#/components/schemas/SuspensionMade"}, {"type": "null"}]}}
        },
        "BypassCodeLive": {
          "type": "object", "additionalProperties": false, "required": ["id", "begun_at", "expires_at", "then_set_up_again"],
          "properties": {
            "id": {"type": "string"},
            "begun_at": {"type": "string", "format": "date-time"},
            "expires_at": {"type": "string", "format": "date-time"},
            "then_set_up_again": {"type": "boolean"}
          }
        },
        "BypassCodeMade": {
          "type": "object", "additionalProperties": false,
          "required": ["code", "id", "begun_at", "expires_at", "then_set_up_again"],
          "properties": {
            "code": {"type": "string", "examples": ["k7qf2-9xmhw"]},
            "id": {"type": "string"},
            "begun_at": {"type": "string", "format": "date-time"},
            "expires_at": {"type": "string", "format": "date-time"},
            "then_set_up_again": {"type": "boolean"}
          }
        },
        "CurrentBypassCode": {
          "type": "object", "additionalProperties": false, "required": ["bypass_code"],
          "properties": {"bypass_code": {"anyOf": [{"$ref": "#/components/schemas/BypassCodeLive"}, {"type": "null"}]}}
        },
        "Explanation": {
          "type": "object", "additionalProperties": false, "required": ["outcome", "steps"],
          "properties": {
            "outcome": {"enum": ["refused", "no_password", "password_only", "set_up", "second_step", "stuck"]},
            "steps": {
              "type": "array",
              "items": {
                "type": "object", "additionalProperties": false, "required": ["step", "facts"],
                "properties": {
                  "step": {"type": "string", "examples": ["asked_first"]},
                  "until": {"type": "string", "format": "date-time"},
                  "facts": {"type": "object", "additionalProperties": {"type": "string"}}
                }
              }
            }
          }
        }
        """#
}
