/**
 * response_mode=form_post: the response goes to the app as a form that submits itself, or by a click
 * (OAuth 2.0 Form Post Response Mode, section 2).
 */
import { Host, safeAddress } from "./foreign.tsx";
import { Hidden } from "./form.tsx";
import { type Links, page } from "./layout.tsx";

/** The page's only script. Its SHA-256 goes into the page's Content-Security-Policy. */
export const FORM_POST_SCRIPT = "document.forms[0].submit()";

export interface FormPost extends Links {
  /** The client's redirect URI: http or https, since no other scheme accepts a POST. */
  readonly action: string;
  readonly parameters: readonly (readonly [string, string])[];
}

export function formPostPage({ base, brand, action, parameters }: FormPost): string {
  const to = safeAddress(action);
  if (to === undefined || to.startsWith("/")) throw new RangeError("form_post needs an http or https URL");
  return page(
    { base, brand, layout: "card", title: "Return to the app", script: FORM_POST_SCRIPT },
    <>
      <h1>Return to the app</h1>
      <p>
        You're returning to <Host>{new URL(to).host}</Host>. If you aren't redirected, select Continue.
      </p>
      <form method="post" action={to}>
        <Hidden fields={parameters} />
        <div class="actions">
          <button class="primary" type="submit">
            Continue
          </button>
        </div>
      </form>
    </>,
  );
}
