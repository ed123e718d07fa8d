/** Who was notified of sign-outs, and who couldn't be notified (OpenID Connect Back-Channel Logout 1.0). */
import { type ShownSignOut, signOutsPage } from "../../pages/console/sign-outs.tsx";
import { logoutState } from "../../service/admin/people-shown.ts";
import { findUser } from "../../service/hooks/users.ts";
import { beforeIn, PAGE, paged } from "./holdings.ts";
import type { Outcome, Section, Visit } from "./section.ts";

const READ = "candor:users:read";

export const signOuts: Section = {
  links: [{ group: "Users", label: "Sign-outs", path: "/sign-outs", icon: "signOut", needs: READ }],
  routes: [{ method: "GET", path: "/sign-outs", needs: READ, handle: list }],
};

async function list({ deps, frame, query }: Visit): Promise<Outcome> {
  const [clientId, untold, next] = [
    query.get("client_id")?.trim() ?? "",
    query.get("untold") === "true",
    query.get("next"),
  ];
  const of = clientId === "" ? undefined : clientId;
  const found = await deps.storage.sessionApps.list({
    ...{ clientId: of, untold, before: beforeIn(next) },
    limit: PAGE + 1,
  });
  const sent = new URLSearchParams({
    ...(of !== undefined && { client_id: of }),
    ...(untold && { untold: "true" }),
  });
  const url = `${frame.root}/sign-outs${sent.size > 0 ? `?${sent}` : ""}`;
  const page = paged(found, url, ({ id }) => id);
  const rows = await Promise.all(
    page.rows.map(async (app): Promise<ShownSignOut> => {
      const client = (await deps.registry.client(app.clientId))?.client;
      const user = await findUser(deps, app.subject);
      return {
        ...{ id: app.id, clientId: app.clientId, subject: app.subject, tries: app.tries, fault: app.fault },
        ...{ endedAt: app.endedAt ?? 0, toldAt: app.toldAt, dueAt: app.dueAt, state: logoutState(app) },
        clientName: client?.name ?? app.clientId,
        username: user?.username ?? "a removed user",
      };
    }),
  );
  return {
    is: "page",
    head: {
      title: "Sign-outs",
      lead: "Applications that are notified when a session ends, for 7 days. What fails is tried again for a day and a half.",
    },
    body: signOutsPage({
      ...{ frame, rows, clientId, untold, next: page.next, first: next === null ? undefined : url },
    }),
  };
}
