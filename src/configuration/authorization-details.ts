/** The settings for authorization details (RFC 9396): the types of the server, and those that a client may ask for. */
import { z } from "zod";

const tag = z
  .string()
  .regex(/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/)
  .meta({ expected: "a language tag such as de or pt-BR" });

const description = z.string().min(1).max(300);
const descriptions = z
  .record(tag, description)
  .optional()
  .describe("The same in other languages, by language tag (BCP 47).");

export const authorizationDetailsTypes = z
  .array(
    z.strictObject({
      type: z
        .string()
        .regex(/^[\x21-\x7E]{1,200}$/)
        .meta({ expected: "1 to 200 printable ASCII characters without spaces" })
        .describe("Name: the `type` of its details. A URL of yours, if others may use the same name."),
      api: z
        .string()
        .optional()
        .describe(
          "Resource identifier of the API that its details are for. Tokens for other APIs don't have them. Without it, the tokens for each API do.",
        ),
      description: description.describe(
        "What such details allow, in words for the consent page. A JSON pointer in braces stands for a value: `Pay {/amount} to {/creditor/name}`.",
      ),
      descriptions,
      members: z
        .record(
          z
            .string()
            .regex(/^(?:\/[^/]+)+$/)
            .meta({ expected: "a JSON pointer, such as /creditor/name" }),
          z.strictObject({ description, descriptions }),
        )
        .optional()
        .describe(
          "What users call a member, by its JSON pointer without positions in lists: `/creditor/name`. The consent page shows every member, and those without words here by their names.",
        ),
      sensitive: z.boolean().default(false).describe("Whether it is marked as sensitive on the consent page."),
      remembered: z
        .boolean()
        .default(false)
        .describe(
          "Whether a user who has allowed the app the same details before isn't asked again, as long as that grant lasts. Never for what happens each time, such as a payment.",
        ),
      schema: z
        .record(z.string(), z.unknown())
        .describe(
          "JSON Schema of such details. Members that it doesn't name are refused, unless it has `additionalProperties`. It need not name `type`.",
        ),
    }),
  )
  .default([])
  .describe(
    "Types of authorization details (RFC 9396), with which apps ask for more than scopes can say, such as one payment.",
  );

export const clientDetails = {
  authorizationDetailsTypes: z
    .array(z.string())
    .optional()
    .describe("Types of authorization details that it may ask for (RFC 9396, section 10)."),
};

export const severalAudiences = z
  .boolean()
  .default(false)
  .describe(
    "What happens if a user has allowed several APIs (RFC 8707) and a token request names none of them. By default it is refused. With `true`, it gets a token for all of them, which each of these APIs can then use at the others.",
  );
