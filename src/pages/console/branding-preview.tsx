/** The pages as users see them, in a page of the console. */
import type { ComponentChildren } from "preact";
import type { App } from "../app.tsx";
import { type Consent, ConsentBody } from "../consent.tsx";
import { ownPath } from "../foreign.tsx";
import { type Brand, Footer, Named } from "../layout.tsx";
import { type SignIn, SignInBody } from "../sign-in.tsx";
import { Panel } from "./parts.tsx";

export interface BrandingPreviewOf {
  readonly brand: Brand | undefined;
  /** A stylesheet that colors only the previews. */
  readonly colors: string | undefined;
  readonly app: App;
  readonly username: string;
  readonly redirectHost: string;
  readonly groups: Consent["groups"];
}

/** A page as users see it, in which nothing can be done. */
function Mirror({ title, brand, children }: { title: string; brand: Brand | undefined; children: ComponentChildren }) {
  return (
    <figure class="mirror">
      <figcaption>{title}</figcaption>
      <div class="preview card" inert>
        <p class="brand">
          <Named {...brand} />
        </p>
        <div class="sheet">{children}</div>
        <Footer brand={brand} />
      </div>
    </figure>
  );
}

export function BrandingPreview({ of }: { of: BrandingPreviewOf }) {
  const { brand, colors, app, username, redirectHost, groups } = of;
  const flow = { base: "", csrf: "", request: "" };
  const signIn: SignIn = { ...flow, app };
  const consent: Consent = { ...flow, app, username, redirectHost, groups, switchAccount: "/" };
  const sheet = ownPath(colors);
  return (
    <Panel title="Preview" lead="The pages as users see them, in the light or dark scheme that you use.">
      {sheet !== undefined && <link rel="stylesheet" href={sheet} />}
      <div class="mirrors">
        <Mirror title="Sign-in" brand={brand}>
          <SignInBody of={signIn} />
        </Mirror>
        <Mirror title="Consent" brand={brand}>
          <ConsentBody of={consent} />
        </Mirror>
      </div>
    </Panel>
  );
}

/** The buttons below the form of what is previewed. */
export const SaveOrPreview = () => (
  <div class="form-actions">
    <button type="submit" class="primary" name="do" value="save">
      Save
    </button>
    <button type="submit" name="do" value="preview">
      Preview
    </button>
  </div>
);
