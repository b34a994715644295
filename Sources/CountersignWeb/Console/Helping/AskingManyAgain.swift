import Countersign
import Foundation
import Hummingbird

/// `/admin/people/ask-again`: asks those chosen in the list to set up again; one reason and one check for all of them.
enum AskingManyAgain {
    @Sendable
    static func submit(_ staff: FreshStaff, _ sent: Form) async throws -> Response {
        guard Authority.allows(.askToSetUpAgain, by: staff.role, to: .member).isAllowed else {
            throw PageFault.refused
        }
        let back = PeopleList.path(backFrom: sent, staff.visitor)
        let chosen = PeoplePage.chosen(in: sent)
        guard !chosen.isEmpty else { return Response.seeOther(back).telling(Flash.nobodyChosen) }
        // No page of ours sends more.
        guard chosen.count <= AskingSeveral.most else { throw PageFault.tooLarge }
        let asking = AskingSeveral(in: staff.world)
        let form = HelpForm(.askToSetUpAgain, sent)
        let people = try await asking.sort(chosen, by: staff.account)
        guard people.changesSomething else {
            return Response.seeOther(back).telling(AskedSeveral(AskingSeveral.Outcome(leftOut: chosen.count)))
        }
        guard sent["filled"] == "1" else {
            return try staff.page(AskAgainPage(form: form, people: people, backPath: back, problems: []))
        }
        var order: SupportOrder
        do {
            order = try form.order(at: staff.world.now())
        } catch let problems as Problems<SupportReason.Problem> {
            let said = problems.list.map { Problem($0) }
            return try staff.again(AskAgainPage(form: form, people: people, backPath: back, problems: said))
        }
        // What is lost or stolen is one person's, and said on that person's page.
        order.isLost = false
        guard sent["confirmed"] == "1" else {
            return try staff.page(AskAgainConfirmPage(form: form, people: people, backPath: back))
        }
        let outcome = try await asking.carryOut(order, on: chosen, by: staff.account, as: staff.helper)
        return Response.seeOther(back).telling(AskedSeveral(outcome))
    }
}

extension PeoplePage {
    /// Whom a form of the list names.
    static func chosen(in form: Form) -> [Account.ID] {
        form.fields.keys.filter { $0.hasPrefix(choice) }.sorted().map { Account.ID(String($0.dropFirst(choice.count))) }
    }
}

extension PeopleList {
    /// The list that a form was sent from.
    static func path(backFrom form: Form, _ visitor: Visitor) -> String {
        let asked = visitor.returnPath(in: form)?.text ?? ""
        return asked == path || asked.hasPrefix(path + "?") ? asked : path
    }
}
