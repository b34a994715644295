/// Organisations and their policies, described.
extension APIDescription {
    private static let organisation = ##"{"$ref": "#/components/parameters/OrganisationID"}"##

    private static func limit(_ most: Int, usually usual: Int) -> String {
        """
        {
          "name": "limit", "in": "query", "required": false,
          "schema": {"type": "integer", "minimum": 1, "maximum": \(most), "default": \(usual)}
        }
        """
    }

    static let organisationParameters = #"""
        "OrganisationID": {
          "name": "organisation_id", "in": "path", "required": true,
          "description": "The organisation's `id`.",
          "schema": {"type": "string"}, "example": "01k6hx0v2m8e3w5r7t9y1b4d6h"
        }
        """#

    static let organisationPaths = """
        "/api/v1/organisations": {
          "get": {
            "operationId": "listOrganisations", "tags": ["policy"],
            "summary": "The organisations in reach",
            "description": "Scope: `policy`.",
            "responses": {\(answer(200, "The oldest first.", "Organisations")), \(problems)}
          },
          "post": {
            "operationId": "createOrganisation", "tags": ["policy"],
            "summary": "Make an organisation",
            "description": "Scope: `policy`, with reach `all`.",
            \(body("NewOrganisation")),
            "responses": {\(answer(201, "The organisation.", "Organisation")), \(problemsWithBody)}
          }
        },
        "/api/v1/organisations/{organisation_id}": {
          "parameters": [\(organisation)],
          "get": {
            "operationId": "getOrganisation", "tags": ["policy"],
            "summary": "One organisation",
            "description": "Scope: `policy`.",
            "responses": {\(answer(200, "The organisation.", "Organisation")), \(problems)}
          },
          "patch": {
            "operationId": "renameOrganisation", "tags": ["policy"],
            "summary": "Rename an organisation",
            "description": "Scope: `policy`.",
            \(body("OrganisationChange")),
            "responses": {\(answer(200, "The organisation as it is now.", "Organisation")), \(problemsWithBody)}
          }
        },
        "/api/v1/organisations/{organisation_id}/members": {
          "parameters": [\(organisation)],
          "get": {
            "operationId": "listMembers", "tags": ["policy"],
            "summary": "Who belongs to an organisation",
            "description": "Scope: `policy`. Ordered by id; ask on with `next_after`.",
            "parameters": [
              {"name": "after", "in": "query", "required": false, "schema": {"type": "string", "pattern": "^[^\\\\u0000]*$"}},
              \(limit(1000, usually: 100))
            ],
            "responses": {\(answer(200, "A page.", "Members")), \(problems)}
          }
        },
        "/api/v1/organisations/{organisation_id}/members/{account_id}": {
          "parameters": [\(organisation), \(account)],
          "put": {
            "operationId": "addMember", "tags": ["policy"],
            "summary": "Add an account to an organisation",
            "description": "Scope: `policy`. The account has to be in reach of the key. Again is as good as once. The days of grace count from the first time.",
            \(body("Nothing", isRequired: false)),
            "responses": {"204": {"description": "It belongs there."}, \(problemsWithBody)}
          },
          "delete": {
            "operationId": "removeMember", "tags": ["policy"],
            "summary": "Take an account out of an organisation",
            "description": "Scope: `policy`. The account stays.",
            "responses": {"204": {"description": "It no longer belongs there."}, \(problems)}
          }
        },
        "/api/v1/organisations/{organisation_id}/policy": {
          "parameters": [\(organisation)],
          "get": {
            "operationId": "getPolicy", "tags": ["policy"],
            "summary": "The policy in force",
            "description": "Scope: `policy`. Version 0 while none was ever saved. Of several organisations of an account, and the server's configuration, the strictest holds in each rule.",
            "responses": {\(answer(200, "The policy.", "PolicyVersion")), \(problems)}
          },
          "put": {
            "operationId": "savePolicy", "tags": ["policy"],
            "summary": "Replace the policy, or see whom that would touch",
            "description": "Scope: `policy`. The whole policy: a rule that is left out is as in a new organisation. `version` is the one that was edited; if another is in force by now, 409. With `dry_run=true` nothing is saved, `version` is not needed, and the answer tells whom it would touch.",
            "parameters": [{
              "name": "dry_run", "in": "query", "required": false,
              "schema": {"type": "boolean", "default": false}
            }],
            \(body("PolicyChange")),
            "responses": {
              "200": {
                "description": "The policy as it is now, or the effect.",
                "content": {"application/json": {"schema": {"anyOf": [
                  {"$ref": "#/components/schemas/PolicyVersion"}, {"$ref": "#/components/schemas/PolicyEffect"}
                ]}}}
              },
              \(problemsWithBody)
            }
          }
        },
        "/api/v1/organisations/{organisation_id}/policy/versions": {
          "parameters": [\(organisation)],
          "get": {
            "operationId": "listPolicyVersions", "tags": ["policy"],
            "summary": "How the policy came to be",
            "description": "Scope: `policy`. Newest first; ask on with `before`, the last version seen. To go back, save an earlier policy anew.",
            "parameters": [
              {
                "name": "before", "in": "query", "required": false,
                "schema": {"type": "integer", "format": "int64", "minimum": 1, "maximum": 9223372036854775807}
              },
              \(limit(100, usually: 20))
            ],
            "responses": {\(answer(200, "A page.", "PolicyVersions")), \(problems)}
          }
        }
        """

    static let organisationSchemas = #"""
        "NewOrganisation": {
          "type": "object", "additionalProperties": false, "required": ["name"],
          "properties": {"name": {"$ref": "#/components/schemas/OrganisationName"}},
          "examples": [{"name": "Northwind"}]
        },
        "OrganisationChange": {
          "type": "object", "additionalProperties": false,
          "properties": {"name": {"$ref": "#/components/schemas/OrganisationName"}},
          "examples": [{"name": "Northwind Traders"}]
        },
        "OrganisationName": {
          "type": "string", "minLength": 1, "maxLength": 64,
          "pattern": "\#(labelPattern)",
          "examples": ["Northwind"]
        },
        "Organisation": {
          "type": "object", "additionalProperties": false, "required": ["id", "name", "policy_version", "created_at"],
          "properties": {
            "id": {"type": "string"},
            "name": {"type": "string"},
            "policy_version": {"type": "integer", "minimum": 0},
            "created_at": {"type": "string", "format": "date-time"}
          }
        },
        "Organisations": {
          "type": "object", "additionalProperties": false, "required": ["organisations"],
          "properties": {"organisations": {"type": "array", "items": {"$ref": "#/components/schemas/Organisation"}}}
        },
        "Members": {
          "type": "object", "additionalProperties": false, "required": ["members", "next_after"],
          "properties": {
            "members": {"type": "array", "items": {"type": "object", "required": ["id", "name", "joined_at"], "properties": {
              "id": {"type": "string"}, "name": {"type": "string"}, "joined_at": {"type": "string", "format": "date-time"}
            }}},
            "next_after": {"type": ["string", "null"], "description": "Null at the end."}
          }
        },
        "PolicyChange": {
          "type": "object", "additionalProperties": false, "required": ["policy"],
          "properties": {
            "version": {"type": "integer", "minimum": 0, "maximum": 9007199254740991, "description": "The one that was edited. Without it nothing is saved (409); a dry run needs none."},
            "note": {"type": "string", "maxLength": 500, "pattern": "\#(withoutNUL)", "description": "Why."},
            "policy": {"$ref": "#/components/schemas/Policy"}
          },
          "examples": [{"version": 0, "note": "From December on", "policy": {"second_factor": "required", "required_from": "2026-12-01", "grace_days": 14}}]
        },
        "PolicyMoment": {
          "anyOf": [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}],
          "examples": ["2026-12-01", "2026-12-01T08:00:00Z"],
          "description": "A date (from midnight UTC on), or a moment."
        },
        "PolicyKind": {
          "anyOf": [{"enum": ["allowed", "forbidden"]}, {"$ref": "#/components/schemas/PolicyMoment"}],
          "description": "`allowed`, `forbidden`, or from when on it does not count."
        },
        "Policy": {
          "type": "object", "additionalProperties": false,
          "properties": {
            "second_factor": {"enum": ["off", "optional", "staff", "required"], "description": "Who must have one. `off`: none is offered; `staff`: roles above `member`."},
            "required_from": {"anyOf": [{"$ref": "#/components/schemas/PolicyMoment"}, {"type": "null"}]},
            "grace_days": {"type": "integer", "minimum": 0, "maximum": 365, "description": "For people who join."},
            "kinds": {
              "type": "object", "additionalProperties": false,
              "properties": {
                "totp": {"$ref": "#/components/schemas/PolicyKind"},
                "passkey": {"$ref": "#/components/schemas/PolicyKind"},
                "yubikey": {"$ref": "#/components/schemas/PolicyKind"},
                "email": {"$ref": "#/components/schemas/PolicyKind"}
              },
              "examples": [{"email": "forbidden"}]
            },
            "phishing_resistant_roles": {"type": "array", "items": {"enum": ["member", "auditor", "approver", "supporter", "owner"]}},
            "turning_off": {"enum": ["people", "staff", "nobody"], "description": "Who may turn it off where it is not required."},
            "remembered_device_days": {"type": "integer", "minimum": 0, "maximum": 30},
            "backup_code_count": {"anyOf": [{"type": "integer", "minimum": 5, "maximum": 20}, {"type": "null"}]},
            "longest_bypass_minutes": {"type": "integer", "minimum": 5, "maximum": 10080},
            "longest_suspension_hours": {"type": "integer", "minimum": 1, "maximum": 168},
            "second_approver": {"enum": ["never", "staff", "long", "always"], "description": "`staff`: for accounts with a role; `long`: also for suspensions of more than four hours."},
            "recovery_wait_hours": {"anyOf": [{"const": 0}, {"type": "integer", "minimum": 24, "maximum": 2160}, {"type": "null"}], "description": "0: only staff decide; null: as the server is configured."},
            "codes_in_subjects": {"type": "boolean"},
            "attestation": {"enum": ["none", "direct"]},
            "allowed_models": {"anyOf": [{"type": "array", "items": {"$ref": "#/components/schemas/AAGUID"}}, {"type": "null"}]},
            "denied_models": {"type": "array", "items": {"$ref": "#/components/schemas/AAGUID"}}
          }
        },
        "AAGUID": {"type": "string", "pattern": "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$"},
        "PolicyVersion": {
          "type": "object", "additionalProperties": false,
          "required": ["organisation_id", "version", "saved_at", "saved_by", "note", "reverts_to", "policy"],
          "properties": {
            "organisation_id": {"type": "string"},
            "version": {"type": "integer", "minimum": 0},
            "saved_at": {"type": ["string", "null"], "format": "date-time"},
            "saved_by": {"type": ["string", "null"]},
            "note": {"type": "string"},
            "reverts_to": {"type": ["integer", "null"]},
            "policy": {"$ref": "#/components/schemas/Policy"}
          }
        },
        "PolicyVersions": {
          "type": "object", "additionalProperties": false, "required": ["versions"],
          "properties": {"versions": {"type": "array", "items": {"$ref": "#/components/schemas/PolicyVersion"}}}
        },
        "PolicyEffect": {
          "type": "object", "additionalProperties": false,
          "required": ["dry_run", "people", "unprotected", "stopped_now", "newly_stopped", "first_stop", "stopped_by_day", "ending", "locks_owners_out", "first_stopped"],
          "properties": {
            "dry_run": {"const": true},
            "people": {"type": "integer", "minimum": 0},
            "unprotected": {"type": "integer", "minimum": 0, "description": "Who have no factor that counts."},
            "stopped_now": {"type": "integer", "minimum": 0, "description": "Who would get nothing before they add a factor."},
            "newly_stopped": {"type": "integer", "minimum": 0, "description": "Of these, whom the present policy lets through."},
            "first_stop": {"type": ["string", "null"], "format": "date-time"},
            "stopped_by_day": {"type": "array", "items": {
              "type": "object", "additionalProperties": false, "required": ["at", "people"],
              "properties": {"at": {"type": "string", "format": "date-time"}, "people": {"type": "integer"}}
            }},
            "ending": {"type": "array", "items": {
              "type": "object", "additionalProperties": false, "required": ["kind", "from", "people", "only"],
              "properties": {
                "kind": {"type": "string"}, "from": {"type": "string"}, "people": {"type": "integer"},
                "only": {"type": "integer", "description": "Who have nothing else that lasts."}
              }
            }},
            "locks_owners_out": {"type": "boolean", "description": "Then it would not be saved."},
            "first_stopped": {"type": "array", "maxItems": 100, "items": {"type": "string"}, "description": "Ids of those stopped now."}
          }
        }
        """#
}
