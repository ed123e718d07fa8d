/** One cause of the catalogue, by its code. */
import { z } from "zod";
import { causeOf, isCause } from "../../reasons/causes.ts";
import { namesOf } from "../../reasons/names.ts";
import { citation } from "../../specs.ts";
import { quoted } from "../quoted.ts";
import { searchReasons } from "../search.ts";
import { defineTool } from "../tool.ts";

export const reasonTool = defineTool({
  name: "reason",
  title: "Look up a cause of OAuth failures",
  description:
    "Returns what Candor's catalogue says about one cause of OAuth failures: why it happens, and what the developer and the server's operator can do. The code comes from explain, from search_reasons, or from the error_uri of a Candor server, which ends in /errors/{code}.",
  input: z.object({ code: z.string().max(200).describe("The code, such as scope/misspelled.") }),
  output: z.object({
    code: z.string(),
    title: z.string(),
    cause: z.string(),
    fix: z.string().describe("What the developer of the client can do."),
    operator: z.string().optional().describe("What the operator of the server can do."),
    errors: z.array(z.string()).describe("The values of error that servers return for it."),
    names: z.array(z.string()).describe("What other servers and articles call it."),
    related: z.array(z.string()).describe("Codes of causes that are easily confused with it."),
    specs: z.array(z.object({ section: z.string(), url: z.string() })),
    candor: z.boolean().describe("Whether Candor itself refuses requests for it. If false, only other servers do."),
  }),
  run({ code: given }) {
    const code = given.trim().toLowerCase();
    if (!isCause(code)) return { fault: unknown(given) };
    const { title, cause, developer, operator, errors, related, cites, here } = causeOf(code);
    return {
      code,
      title,
      cause,
      fix: developer,
      ...(operator !== undefined && { operator }),
      errors: [...errors],
      names: [...namesOf(code)],
      related: [...related],
      specs: cites.map((section) => ({ section: citation(section), url: section.url })),
      candor: here,
    };
  },
});

function unknown(given: string): string {
  const near = searchReasons(given.replaceAll(/[/_-]/g, " "), 5).map(({ code }) => code);
  const said = near.length === 0 ? "Find one with search_reasons." : `Similar codes: ${near.join(", ")}.`;
  return `The catalogue has no cause with the code ${quoted(given)}. ${said}`;
}
