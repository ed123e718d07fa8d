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
    .enum(["certain", "likely", "possible"])
    .describe("certain: the input proves it. likely: no other cause fits as well. possible: one of several."),
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
    "Finds the cause and the fix of a failed OAuth or OpenID Connect exchange with any provider. Call it when a response, a log, a callback URL or a stack trace contains an OAuth error, such as invalid_grant, redirect_uri_mismatch, AADSTS50011, or a 401 with WWW-Authenticate. Pass the error as it is, with the request if you have it. The input is analyzed on this machine and sent nowhere. The likeliest cause is first. If causes is empty or none is certain, get what asks lists, and call again with that added.",
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
    causes: z.array(cause).describe("The likeliest first. Empty if the input isn't enough, or isn't about OAuth."),
    asks: z.array(z.string()).describe("What would narrow it down."),
    providers: z.array(z.string()).describe("The providers that were recognized."),
  }),
  async run({ input, provider, context }) {
    // Loaded with the first call, because the dialects of all providers are large.
    const [{ explain }, { toReport }, { likelihoodOf }] = await Promise.all([
      import("../../doctor/explain.ts"),
      import("../../doctor/report.ts"),
      import("../../doctor/likelihood.ts"),
    ]);
    const { findings, asks, providers } = toReport(
      explain(input, { ...(context as object | undefined), ...(provider !== undefined && { provider }) }),
    );
    const causes = findings
      .filter(({ confidence }) => confidence >= LEAST)
      .slice(0, MOST)
      .map((finding, at) => {
        const { reason, title, evidence, fix, tell, spec, spec_url, page } = finding;
        return {
          code: reason,
          title,
          likelihood: likelihoodOf(finding, at),
          evidence: evidence.map(({ says, source }) => ({ says, ...(source !== undefined && { source }) })),
          fix,
          ...(tell !== undefined && { confirm: tell }),
          ...(spec !== undefined && { spec: { section: spec, ...(spec_url !== undefined && { url: spec_url }) } }),
          ...(page !== undefined && { page }),
        };
      });
    return { causes, asks: [...asks], providers: [...providers] };
  },
});
