/** Refusals of Candor servers in what was pasted: the link to each, where its cause is known to its owner. */
import type { RefusalLink } from "../doctor/refusal-links.ts";
import { copyable, linked, type Part, part, section } from "./dom.ts";

/** `own` is where this server has its refusals, if the page is a server's. */
export function refusals(links: readonly RefusalLink[], own: string | undefined): Part[] {
  return links.map(({ ref, url }, at) => {
    const made = section(
      "private",
      `refusal-${at}`,
      "This refusal",
      part(
        "p",
        "",
        "Reference ",
        part("code", "", ref),
        ". Only the client, the app's owner, and the operator can see it.",
      ),
    );
    const there = url ?? (own === undefined ? undefined : own + ref);
    if (there === undefined) {
      made.append(part("p", "", "On the server that refused it:"), copyable(`candor refusals ${ref}`));
      return made;
    }
    const where =
      url === undefined ? "See the refusal, if this server refused it" : `See the refusal at ${new URL(url).host}`;
    made.append(part("p", "", linked(where, there)));
    if (url !== undefined)
      made.append(part("p", "", "Or fetch it as the client:"), copyable(`curl -u CLIENT_ID:CLIENT_SECRET ${url}`));
    return made;
  });
}
