/// The calls, one by one.
extension APIDescription {
    /// The problems of calls without a body, and of those with one.
    static let problems = #"""
        "400": {"$ref": "#/components/responses/Malformed"},
        "401": {"$ref": "#/components/responses/Unauthorized"},
        "403": {"$ref": "#/components/responses/Forbidden"},
        "404": {"$ref": "#/components/responses/NotFound"},
        "409": {"$ref": "#/components/responses/Conflict"},
        "503": {"$ref": "#/components/responses/Unavailable"}
        """#
    static let problemsWithBody =
        problems
            + #"""
            ,
            "413": {"$ref": "#/components/responses/TooLarge"},
            "415": {"$ref": "#/components/responses/NotJSON"},
            "422": {"$ref": "#/components/responses/Unacceptable"}
            """#

    private static let tooManyMails = ##""429": {"$ref": "#/components/responses/TooManyMails"}"##

    static func body(_ schema: String, isRequired: Bool = true) -> String {
        """
        "requestBody": {
          "required": \(isRequired),
          "content": {"application/json": {"schema": {"$ref": "#/components/schemas/\(schema)"}}}
        }
        """
    }

    static func answer(_ status: Int, _ description: String, _ schema: String) -> String {
        """
        "\(status)": {
          "description": "\(description)",
          "content": {"application/json": {"schema": {"$ref": "#/components/schemas/\(schema)"}}}
        }
        """
    }

    static let account = ##"{"$ref": "#/components/parameters/AccountID"}"##
    private static let factor = ##"{"$ref": "#/components/parameters/FactorID"}"##

    static let accountPaths = """
        "/api/v1/accounts": {
          "post": {
            "operationId": "createAccount", "tags": ["accounts"],
            "summary": "Make an account",
            "description": "Scope: `accounts`. An e-mail address given here is unconfirmed, and reserves nothing.",
            \(body("NewAccount")),
            "responses": {\(answer(201, "The account.", "Account")), \(problemsWithBody)}
          },
          "get": {
            "operationId": "findAccounts", "tags": ["accounts"],
            "summary": "Look up by sign-in name",
            "description": "Scope: `accounts`. By name or confirmed e-mail address, in any case. None in reach is an empty list.",
            "parameters": [{
              "name": "name", "in": "query", "required": true,
              "schema": {"type": "string", "pattern": "^[^\\\\u0000]*$"}, "example": "ada"
            }],
            "responses": {\(answer(200, "At most one account.", "Accounts")), \(problems)}
          }
        },
        "/api/v1/accounts/by-external-id/{external_id}": {
          "parameters": [{
            "name": "external_id", "in": "path", "required": true,
            "description": "What the key's app calls the account.",
            "schema": {"type": "string"}, "example": "user-42"
          }],
          "get": {
            "operationId": "getAccountByExternalID", "tags": ["accounts"],
            "summary": "Look up by the app's own id",
            "description": "Scope: `accounts`.",
            "responses": {\(answer(200, "The account.", "Account")), \(problems)}
          }
        },
        "/api/v1/accounts/{account_id}": {
          "parameters": [\(account)],
          "get": {
            "operationId": "getAccount", "tags": ["accounts"],
            "summary": "One account",
            "description": "Scope: `accounts`.",
            "responses": {\(answer(200, "The account.", "Account")), \(problems)}
          },
          "patch": {
            "operationId": "changeAccount", "tags": ["accounts"],
            "summary": "Change an account",
            "description": "Scope: `accounts`. What is left out stays; `null` clears. A new password ends the account's sessions; so does `disabled`.",
            \(body("AccountChange")),
            "responses": {\(answer(200, "The account as it is now.", "Account")), \(problemsWithBody)}
          },
          "delete": {
            "operationId": "removeAccount", "tags": ["accounts"],
            "summary": "Remove an account",
            "description": "Scope: `accounts`. With its factors and codes; what its events tell of the person can no longer be read.",
            "responses": {"204": {"description": "Removed."}, \(problems)}
          }
        },
        "/api/v1/accounts/{account_id}/unlock": {
          "parameters": [\(account)],
          "post": {
            "operationId": "unlockAccount", "tags": ["support"],
            "summary": "End the waits after wrong codes",
            "description": "Scope: `support`. To refill the budget of wrong codes too, say so and give a reason.",
            \(body("Unlock", isRequired: false)),
            "responses": {"204": {"description": "Unlocked."}, \(problemsWithBody)}
          }
        }
        """

    static let factorPaths = """
        "/api/v1/accounts/{account_id}/factors": {
          "parameters": [\(account)],
          "get": {
            "operationId": "listFactors", "tags": ["factors"],
            "summary": "The factors that count",
            "description": "Scope: `factors`. Never a secret.",
            "responses": {\(answer(200, "Oldest first.", "Factors")), \(problems)}
          },
          "post": {
            "operationId": "addFactor", "tags": ["factors"],
            "summary": "Begin an enrolment, or import a factor",
            "description": "Scope: `factors`. Answers with a secret to be shown once, as text, `otpauth:` link and QR code; nothing counts before it is confirmed. `email` sends a code to the account's address, which the person who types it proves too: five mails an hour an account. A YubiKey needs no secret: it waits for a code that the key types. A passkey is answered with the options for `navigator.credentials.create()`; your page's origin has to be among the server's `passkey-origins`. With `secret` (of a YubiKey: `public_id`) and `\\"confirmed\\": true` it is an import and counts at once: that needs the scope `import` too.",
            \(body("NewFactor")),
            "responses": {\(answer(201, "The enrolment, or the imported factor.", "AddedFactor")), \(tooManyMails), \(problemsWithBody)}
          }
        },
        "/api/v1/accounts/{account_id}/factors/{factor_id}": {
          "parameters": [\(account), \(factor)],
          "delete": {
            "operationId": "removeFactor", "tags": ["factors"],
            "summary": "Remove a factor",
            "description": "Scope: `factors`. With the last one the backup codes go too. Of an enrolment that was begun: it can no longer be confirmed.",
            "responses": {"204": {"description": "Removed."}, \(problems)}
          }
        },
        "/api/v1/accounts/{account_id}/factors/{factor_id}/confirm": {
          "parameters": [\(account), \(factor)],
          "post": {
            "operationId": "confirmFactor", "tags": ["factors"],
            "summary": "Prove that a new factor works",
            "description": "Scope: `factors`. Twenty wrong codes, or 24 hours, end the enrolment (`challenge_ended`); they are not counted on the account.",
            \(body("Confirmation")),
            "responses": {\(answer(200, "Whether it was right.", "ConfirmOutcome")), \(problemsWithBody)}
          }
        },
        "/api/v1/accounts/{account_id}/challenges": {
          "parameters": [\(account)],
          "post": {
            "operationId": "beginChallenge", "tags": ["verify"],
            "summary": "Send a code by e-mail, or ask for a passkey",
            "description": "Scope: `verify`. `passkey` answers with the options for `navigator.credentials.get()`, good for five minutes and one answer. `email` sends a code to the account's confirmed address. The answer goes to `verify` with the challenge's `id`. Again with `challenge_id`, after a minute, for one more mail: the last three codes are right beside each other and share five tries; a right one ends them all. Five mails an hour an account. While codes wait, an account that has nothing else is sent twelve characters, which are looked at.",
            \(body("NewChallenge")),
            "responses": {\(answer(201, "What was sent.", "Challenge")), \(tooManyMails), \(problemsWithBody)}
          }
        },
        "/api/v1/accounts/{account_id}/backup-codes": {
          "parameters": [\(account)],
          "post": {
            "operationId": "makeBackupCodes", "tags": ["factors"],
            "summary": "Make a new set of backup codes",
            "description": "Scope: `factors`. Shown this once. An older set ends at once.",
            \(body("Nothing", isRequired: false)),
            "responses": {\(answer(201, "The codes.", "BackupCodes")), \(problemsWithBody)}
          }
        }
        """

    static let otherPaths = """
        "/api/v1/verify": {
          "post": {
            "operationId": "verify", "tags": ["verify"],
            "summary": "Check the second factor",
            "description": "Scope: `verify`. The shape of `code` decides what it is: six to eight digits are an authenticator app's, 13 letters and digits are a backup code, ten are a code that support made, 32 to 48 letters are what a YubiKey types. With `challenge_id` it is a code that was mailed for it. `passkey` answers the challenge that it names, or the newest. `accepted` is answered only once it is durable: no code is accepted twice, whatever happens. A wrong code is no error: it is 200 with `rejected`. With `remember` a right answer by a factor (not a backup code or one that support made) brings a `device_token`, which your app may send next time in place of a code, for as many days as the server's settings say. Each use answers with the token that replaces it; the one before is good for 30 seconds more, and then brings no new one. A token that was replaced longer ago has been copied: it ends the device (`already_used`) and the person is told. Keep what you send and are given in one place, and use an `Idempotency-Key`, so that a lost answer is no lost token. A device ends with a new password and with the removal of a factor (`expired`). While support has suspended the second step of the account, `accepted` says so with the factor `suspension` and no `amr`: nothing was looked at.",
            \(body("Verification")),
            "responses": {\(answer(200, "Whether it was right.", "VerifyOutcome")), \(problemsWithBody)}
          }
        },
        "/api/v1/events": {
          "get": {
            "operationId": "listEvents", "tags": ["events"],
            "summary": "The audit log, by position",
            "description": "Scope: `events`. Events get their position about a second after they happen, and come in that order with nothing missing. Ask on with `next_after`. A key sees the events of accounts in its reach; with reach `all` also those of no account.",
            "parameters": [
              {
                "name": "after", "in": "query", "required": false,
                "schema": {"type": "integer", "format": "int64", "minimum": 0, "maximum": 9223372036854775807, "default": 0}
              },
              {
                "name": "limit", "in": "query", "required": false,
                "schema": {"type": "integer", "minimum": 1, "maximum": 1000, "default": 100}
              }
            ],
            "responses": {\(answer(200, "A page.", "Events")), \(problems)}
          }
        },
        "/api/v1/openapi.json": {
          "get": {
            "operationId": "describe", "tags": ["description"], "security": [],
            "summary": "This description",
            "description": "For everybody.",
            "responses": {
              "200": {"description": "OpenAPI 3.1.", "content": {"application/json": {"schema": {"type": "object"}}}}
            }
          }
        }
        """
}
