/** Finds causes in the catalogue by words. */
import { z } from "zod";
import { searchReasons } from "../search.ts";
import { defineTool } from "../tool.ts";

export const searchReasonsTool = defineTool({
  name: "search_reasons",
  title: "Search the causes of OAuth failures",
  description:
    "Searches Candor's catalogue for causes of OAuth failures by words, such as 'code expired', 'redirect uri slash' or 'invalid_scope'. Use explain instead if you have the failure itself.",
  input: z.object({
    query: z.string().min(1).max(1_000).describe("Words, or an error code."),
    limit: z.int().min(1).max(50).default(10),
  }),
  output: z.object({
    reasons: z
      .array(z.object({ code: z.string(), title: z.string(), errors: z.array(z.string()) }))
      .describe("The best matches first. The tool reason tells more about each code."),
  }),
  run({ query, limit }) {
    return { reasons: searchReasons(query, limit).map((found) => ({ ...found, errors: [...found.errors] })) };
  },
});
