/** What waits for a user: devices that show a code, and apps that ask without a browser. */
import { type ShownWaiting, waitingPage } from "../../pages/console/waiting.tsx";
import { covers } from "../../protocol/scope/catalogue.ts";
import { allWaiting, canceled, waitingWith } from "../../service/admin/waiting.ts";
import { findUser } from "../../service/hooks/users.ts";
import { beforeIn, PAGE, paged } from "./holdings.ts";
import { NOTHING, type Outcome, type Section, type Visit } from "./section.ts";

const READ = "candor:users:read";
const WRITE = "candor:users";
const PATH = "/waiting";

export const waiting: Section = {
  links: [{ group: "Users", label: "Waiting", path: PATH, icon: "waiting", needs: READ }],
  routes: [
    { method: "GET", path: PATH, needs: READ, handle: list },
    { method: "POST", path: `${PATH}/:id/cancel`, needs: WRITE, handle: cancel },
  ],
};

async function list({ deps, caller, frame, query }: Visit): Promise<Outcome> {
  const [sent, next] = [query.get("client_id")?.trim() ?? "", query.get("next")];
  const clientId = sent === "" ? undefined : sent;
  const found = await allWaiting(deps, { clientId, before: beforeIn(next), limit: PAGE + 1 }, deps.clock());
  const url = `${frame.root}${PATH}${clientId === undefined ? "" : `?${new URLSearchParams({ client_id: clientId })}`}`;
  const page = paged(found, url, ({ number }) => number);
  const rows = await Promise.all(
    page.rows.map(async (one): Promise<ShownWaiting> => {
      const client = (await deps.registry.client(one.clientId))?.client;
      const user = one.subject === undefined ? undefined : await findUser(deps, one.subject);
      return {
        ...one,
        clientName: client?.name ?? one.clientId,
        username: one.subject === undefined ? undefined : (user?.username ?? "a removed user"),
      };
    }),
  );
  return {
    is: "page",
    head: {
      title: "Waiting",
      lead: "Devices that show a code, and applications that ask a user without a browser. Each waits for a user's decision until it expires.",
    },
    body: waitingPage({
      ...{ frame, rows, clientId: sent, next: page.next, first: next === null ? undefined : url },
      mayCancel: covers(caller.scopes, WRITE),
    }),
  };
}

async function cancel({ deps, caller, params }: Visit): Promise<Outcome> {
  const now = deps.clock();
  const found = await waitingWith(deps, params.id ?? "", now);
  if (found === undefined || !(await canceled(deps, caller, found, now))) return NOTHING;
  return { is: "go", to: PATH, notice: "Canceled. The application gets access_denied." };
}
