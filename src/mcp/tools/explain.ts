/** The doctor as a tool: any text of a failed exchange, with any provider, becomes causes and fixes. Nothing is sent anywhere. */
import { z } from "zod";
import { inputSchema } from "../../doctor/schema.ts";
import { defineTool } from "../tool.ts";

/** UTF-16 code units of the input. An agent that has more should pass the lines around the error. */
const LONGEST = 4_000_000;
/** Below this confidence, a finding is noise. */
const LEAST = 0.15;
const MOST = 5;

const cause = z.object({
  code: z.string().describe("A code of Candor's catalogue. The tool reason tells more about it."),
  title: z.string(),
  likelihood: z
    .enum(["most likely", "possible"])
    .describe("most likely: no other cause fits as well. possible: one of several, to be confirmed."),
  evidence: z
    .array(
      z.object({ says: z.string(), source: z.string().optional().describe("Where it was seen. Secrets are covered.") }),
    )
    .describe("What in the input points to this cause."),
  fix: z.string().describe("What to do."),
  confirm: z.string().optional().describe("How to tell this cause apart from the others."),
  spec: z.object({ section: z.string(), url: z.string().optional() }).optional(),
  page: z.string().optional().describe("The page of the provider's manual."),
});

export const explainTool = defineTool({
  name: "explain",
  title: "Explain an OAuth failure",
  description:
    "Finds the cause and the fix of a failed OAuth or OpenID Connect exchange with any provider. Call it when a response, a log, a callback URL or a stack trace contains an OAuth error, such as invalid_grant, redirect_uri_mismatch, AADSTS50011, or a 401 with WWW-Authenticate. Pass the error as it is, with the request if you have it. The input is analyzed on this machine and sent nowhere. The likeliest cause is first. If no cause is the most likely one, get what asks lists, and call again with that added.",
  input: z.object({
    input: z
      .string()
      .min(1)
      .max(LONGEST)
      .describe(
        "The failure in any form: an error message, a stack trace, lines of a log, an HTTP request and its response, a curl command, a callback URL, a HAR, a JWT, or JSON.",
      ),
    provider: z.string().max(200).optional().describe("The provider, if you know it: microsoft, google, keycloak, …"),
    context: z
      .fromJSONSchema(inputSchema.properties.context as never)
      .optional()
      .describe("Settings that the input doesn't show, such as the registered redirect URIs."),
  }),
  output: z.object({
    verdict: z
      .enum(["cause", "unclear", "unrelated"])
      .describe("cause: there is one. unclear: the input isn't enough. unrelated: the input doesn't look like OAuth."),
    causes: z.array(cause).describe("The likeliest first."),
    asks: z.array(z.string()).describe("What would narrow it down."),
    providers: z.array(z.string()).describe("The providers that were recognized."),
  }),
  async run({ input, provider, context }) {
    // Loaded with the first call, because the dialects of all providers are large.
    const [{ explain }, { toReport }] = await Promise.all([
      import("../../doctor/explain.ts"),
      import("../../doctor/report.ts"),
    ]);
    const known = { ...(context as object | undefined), ...(provider !== undefined && { provider }) };
    const { verdict, findings, asks, providers } = toReport(explain(input, known, Date.now()));
    const causes = findings
      .filter(({ confidence }) => confidence >= LEAST)
      .slice(0, MOST)
      .map(({ reason, title, likelihood, evidence, fix, tell, spec, spec_url, page }) => ({
        code: reason,
        title,
        likelihood,
        evidence: evidence.map(({ says, source }) => ({ says, ...(source !== undefined && { source }) })),
        fix,
        ...(tell !== undefined && { confirm: tell }),
        ...(spec !== undefined && { spec: { section: spec, ...(spec_url !== undefined && { url: spec_url }) } }),
        ...(page !== undefined && { page }),
      }));
    return { verdict, causes, asks: [...asks], providers: [...providers] };
  },
});
