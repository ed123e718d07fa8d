/** Changes and removals that are reviewed first: a page says what would happen, and its button lets it happen. */
import type { Members, Representation } from "../../admin/representation.ts";
import { Alert } from "../../pages/console/parts.tsx";
import { reviewPage } from "../../pages/console/review.tsx";
import type { Contents } from "../../ports/registered.ts";
import type { AdminKind } from "../../protocol/admin/occasion.ts";
import type { Refused } from "../../protocol/occasion.ts";
import { isRefusal } from "../../reasons/index.ts";
import { etagOf, type Found } from "../../service/admin/found.ts";
import { ask, differencesFrom } from "./change.ts";
import { consequenceWords } from "./consequence-words.ts";
import { textIn } from "./form.ts";
import type { Outcome, Visit } from "./section.ts";

/** What is changed or removed, and how the pages speak of it. */
export interface Reviewed<Kind extends AdminKind> {
  readonly of: Representation<Kind>;
  readonly found: Found<Kind>;
  readonly name: string;
  /** Its page, below the console. */
  readonly path: string;
  readonly list: { readonly label: string; readonly path: string };
  /** The page again, with why nothing was done. */
  readonly showAgain: (refused: Refused) => Promise<Outcome>;
}

const crumbsOf = <Kind extends AdminKind>({ list, name, path }: Reviewed<Kind>) => [list, { label: name, path }];

/** Changes it to what the form says, or, unless the form is that of the review, shows what that would do. */
export async function reviewedChange<Kind extends AdminKind>(
  visit: Visit,
  reviewed: Reviewed<Kind>,
  members: Members,
): Promise<Outcome> {
  const { form, frame } = visit;
  const { of, found, name, path, showAgain } = reviewed;
  const isPreview = form.get("step") !== "save";
  const asked = { act: "change", id: found.id, members, ifMatch: textIn(form, "etag"), dryRun: isPreview } as const;
  const made = await ask(visit, of, asked);
  if (isRefusal(made)) return showAgain(made);
  if (!isPreview) return { is: "go", to: path, notice: "The change is in force." };
  return {
    is: "page",
    head: { title: `Change ${name}`, crumbs: crumbsOf(reviewed) },
    body: reviewPage({
      ...{ frame, action: path, label: "Save the change", back: path },
      fields: [...form].filter(([field]) => field !== "csrf" && field !== "step"),
      differences: differencesFrom(of, found.content, of.membersOf(made.content as Contents[Kind])),
      consequences: made.consequences === undefined ? [] : consequenceWords(made.consequences, frame.root),
    }),
  };
}

/** Removes it; a GET shows what that would do. */
export async function reviewedRemoval<Kind extends AdminKind>(
  visit: Visit,
  reviewed: Reviewed<Kind>,
  words: { readonly button: string; readonly done: string },
): Promise<Outcome> {
  const { form, frame, method } = visit;
  const { of, found, name, path, list, showAgain } = reviewed;
  const isPreview = method === "GET";
  const ifMatch = isPreview ? etagOf(found) : textIn(form, "etag");
  const made = await ask(visit, of, { act: "remove", id: found.id, ifMatch, force: true, dryRun: isPreview });
  if (isRefusal(made)) return showAgain(made);
  if (!isPreview) return { is: "go", to: list.path, notice: words.done };
  return {
    is: "page",
    head: { title: `Remove ${name}`, crumbs: crumbsOf(reviewed) },
    body: reviewPage({
      ...{ frame, action: `${path}/remove`, label: words.button, back: path, danger: true },
      fields: [["etag", ifMatch ?? ""]],
      differences: [],
      consequences: made.consequences === undefined ? [] : consequenceWords(made.consequences, frame.root),
    }),
  };
}

/** A refusal above a form, with a link to its page. */
export async function said(visit: Visit, refused: Refused): Promise<ReturnType<typeof Alert>> {
  const { says, errorUri } = await visit.note(refused);
  return <Alert title={says} href={errorUri} />;
}
