/** Where users create an account, on a page of the operator's own. */
import { z } from "zod";
import { RETURN_TO } from "../protocol/authorization/sign-up.ts";

export const signUp = z
  .strictObject({
    url: z
      .string()
      .meta({ expected: "an https URL, such as https://example.com/sign-up" })
      .describe(
        `The https URL of the page. The server adds \`${RETURN_TO}\`, a URL of its own, where the browser goes once there is an account.`,
      ),
  })
  .optional()
  .describe(
    "Your page where users create an account. Apps send users there with `prompt=create`, and the sign-in page has a link to it. See [let users create an account](../guides/openid-connect.md#let-users-create-an-account).",
  );
