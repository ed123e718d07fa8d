/** Initial access tokens in the console: made, listed and ended by the operations of the admin API. */
import { madeTokenPage, tokensPage } from "../../../pages/console/registrations/tokens.tsx";
import type { Refused } from "../../../protocol/occasion.ts";
import { covers } from "../../../protocol/scope/catalogue.ts";
import { isRefusal } from "../../../reasons/index.ts";
import { allInitialTokens, INITIAL_TOKENS, registeredWith } from "../../../service/admin/initial-tokens.ts";
import { type Answer, type Handled, operate } from "../../../service/admin/operate.ts";
import { faultsIn } from "../change.ts";
import { numberIn, textIn } from "../form.ts";
import { PAGE, paged } from "../holdings.ts";
import type { Outcome, Visit } from "../section.ts";
import { tabsAt, WRITE } from "./tabs.ts";

const PATH = "/registrations/tokens";
const DAY = 86_400_000;

export async function listTokens(visit: Visit, refused?: Refused): Promise<Outcome> {
  const { deps, caller, frame, query, form } = visit;
  const now = deps.clock();
  const all = await allInitialTokens(deps, now);
  const next = query.get("next");
  const from = next === null ? 0 : all.findIndex(({ id }) => id === next) + 1;
  const page = paged(all.slice(from, from + PAGE + 1), `${frame.root}${PATH}`, ({ id }) => id);
  const noted = refused && (await visit.note(refused));
  return {
    is: "page",
    ...(refused !== undefined && { status: 400 }),
    head: {
      title: "Self-registered",
      lead: "Whoever has an initial access token registers applications without an operator. They count as vouched for.",
      tabs: tabsAt(PATH),
    },
    body: tokensPage({
      frame,
      mode: deps.registry.settings.registration.mode,
      rows: await Promise.all(
        page.rows.map(async (one) => ({ ...one, applications: await registeredWith(deps, one.id) })),
      ),
      next: page.next,
      first: next === null ? undefined : `${frame.root}${PATH}`,
      mayChange: covers(caller.scopes, WRITE),
      typed: {
        label: form.get("label") ?? "",
        owner: form.get("owner") ?? "",
        uses: form.get("uses") ?? "1",
        days: form.get("days") ?? "30",
      },
      faults: refused === undefined ? new Map() : faultsIn(refused),
      alert: noted && { says: noted.says, href: noted.errorUri },
    }),
  };
}

export async function makeToken(visit: Visit): Promise<Outcome> {
  const { form, deps, frame } = visit;
  const days = numberIn(form, "days");
  const body = {
    label: textIn(form, "label"),
    owner: textIn(form, "owner"),
    uses: numberIn(form, "uses"),
    // What isn't a number is named by the operation.
    expires_at: typeof days === "number" ? dateIn(deps.clock() + days * DAY) : days,
  };
  const made = await carryOut(visit, INITIAL_TOKENS.add, {}, JSON.stringify(body));
  if (isRefusal(made)) return listTokens(visit, made);
  const { token, label } = (made as { readonly body: Readonly<Record<"token" | "label", string>> }).body;
  return {
    is: "page",
    head: { title: "Self-registered", tabs: tabsAt(PATH) },
    body: madeTokenPage({ root: frame.root, issuer: deps.issuer, token, label }),
  };
}

export async function endToken(visit: Visit): Promise<Outcome> {
  const ended = await carryOut(visit, INITIAL_TOKENS.end, { id: visit.params.id ?? "" }, "");
  if (isRefusal(ended)) return { is: "refused", refused: ended };
  return { is: "go", to: PATH, notice: "The token is ended. Applications that registered with it stay." };
}

const dateIn = (at: number): string =>
  Number.isFinite(at) && Math.abs(at) < 8.64e15 ? new Date(at).toISOString() : "too far away";

function carryOut(
  { deps, caller, path }: Visit,
  handled: Handled,
  at: Readonly<Record<string, string>>,
  body: string,
): Promise<Answer | Refused> {
  return operate(deps, handled, {
    ...{ method: handled.operation.method, path, at, query: "", contentType: "application/json", body, caller },
    ifMatch: undefined,
  });
}
