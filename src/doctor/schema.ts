/** What `candor explain` accepts from tools and returns to them with `--json`, as JSON Schema (2020-12). */

const texts = { type: "array", items: { type: "string" } } as const;
const headers = { type: "object", additionalProperties: { type: "string" } } as const;

/** JSON Schema of the input, if that is JSON. */
export const inputSchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "Input of candor explain",
  description: "Any of these members. Several together say more.",
  type: "object",
  properties: {
    request: { description: "A URL, a curl command, a raw HTTP request, or its parts. Several in order." },
    response: {
      type: "object",
      properties: { status: { type: "integer" }, headers, body: { type: ["string", "object"] } },
    },
    redirect_url: { type: "string", description: "Where the browser was sent back to, with a code or an error." },
    text: { type: "string", description: "A message, a stack trace, lines of a log." },
    context: {
      type: "object",
      properties: {
        provider: { type: "string" },
        registered_redirect_uris: texts,
        allowed_scopes: texts,
        known_scopes: texts,
        default_scopes: texts,
        grant_types: texts,
        token_endpoint_auth_method: { type: "string" },
        client_id: { type: "string" },
        server_time: { type: ["string", "number"], description: "RFC 3339, or seconds since 1970." },
        client_time: { type: ["string", "number"] },
        discovery: { type: "object" },
        jwks: { type: "object" },
      },
    },
  },
} as const;

/** JSON Schema of a `Report`. */
export const outputSchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "Response of candor explain --json",
  type: "object",
  required: ["verdict", "findings", "asks", "providers"],
  additionalProperties: false,
  properties: {
    verdict: {
      enum: ["cause", "unclear", "unrelated"],
      description: "There is a cause, the input isn't enough, or it doesn't look like OAuth.",
    },
    findings: {
      description: "The likeliest first.",
      type: "array",
      items: {
        type: "object",
        required: ["reason", "title", "confidence", "likelihood", "evidence", "fix", "rule"],
        additionalProperties: false,
        properties: {
          reason: { type: "string", pattern: "^[a-z-]+/[a-z0-9-]+$", description: "A code of the catalogue." },
          title: { type: "string" },
          confidence: { type: "number", minimum: 0, maximum: 1 },
          likelihood: { enum: ["most likely", "possible"], description: "The confidence in words." },
          evidence: {
            type: "array",
            items: {
              type: "object",
              required: ["says"],
              additionalProperties: false,
              properties: {
                says: { type: "string" },
                source: { type: "string", description: "Where it was seen, bounded and without secrets." },
                at: { type: "array", items: { type: "integer" }, minItems: 2, maxItems: 2 },
              },
            },
          },
          fix: { type: "string" },
          spec: { type: "string" },
          spec_url: { type: "string" },
          tell: { type: "string", description: "What tells it apart from the others." },
          page: { type: "string", description: "The page of the provider's manual." },
          rule: { type: "string" },
        },
      },
    },
    asks: { ...texts, description: "What would tell more." },
    providers: texts,
  },
} as const;
