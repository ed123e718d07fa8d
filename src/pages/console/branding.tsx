/** How the server and an application present themselves: the form, and the pages as users would see them. */
import type { ComponentChildren } from "preact";
import type { App } from "../app.tsx";
import { type Consent, ConsentBody } from "../consent.tsx";
import { ownPath } from "../foreign.tsx";
import { type Brand, Footer, Named } from "../layout.tsx";
import { type SignIn, SignInBody } from "../sign-in.tsx";
import { LinesField, type ShownFault, TextField } from "./fields.tsx";
import type { Frame } from "./layout.tsx";
import { type Differing, Meanwhile } from "./meanwhile.tsx";
import { Alert, Facts, Form, Panel } from "./parts.tsx";

/** The values of the form as they are typed. */
export interface BrandingValues {
  readonly logo_uri: string;
  readonly publisher: string;
  readonly client_uri: string;
  readonly tos_uri: string;
  readonly policy_uri: string;
  readonly contacts: string;
  readonly light: string;
  readonly dark: string;
}

interface Previews {
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

export function BrandingPreview({ of: { brand, colors, app, username, redirectHost, groups } }: { of: Previews }) {
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

interface AppBrandingPage {
  readonly frame: Frame;
  readonly at: string;
  readonly etag: string | undefined;
  /** Why it can't be changed; `undefined` if it can. */
  readonly fixed: string | undefined;
  readonly values: BrandingValues;
  readonly faults: ReadonlyMap<string, ShownFault>;
  readonly refused?: { readonly says: string; readonly errorUri: string } | undefined;
  /** What somebody else has saved since the form was opened. */
  readonly meanwhile?: Differing | undefined;
  readonly preview: Previews;
}

function Fields({
  values: v,
  faults,
  readOnly,
}: {
  values: BrandingValues;
  faults: AppBrandingPage["faults"];
  readOnly: boolean;
}) {
  const common = (name: string) => ({ name, fault: faults.get(name), readOnly });
  return (
    <>
      <LinesField
        {...common("logo_uri")}
        label="Logo"
        hint="A PNG, JPEG or WebP image of at most 32 KB, as a data: URL. Empty it to remove the logo."
        value={v.logo_uri}
        rows={2}
      />
      <TextField
        {...common("publisher")}
        label="Publisher"
        hint="The name of the company or developer."
        value={v.publisher}
      />
      <TextField {...common("client_uri")} label="Home page" type="url" placeholder="https://" value={v.client_uri} />
      <TextField {...common("tos_uri")} label="Terms of service" type="url" placeholder="https://" value={v.tos_uri} />
      <TextField
        {...common("policy_uri")}
        label="Privacy policy"
        type="url"
        placeholder="https://"
        value={v.policy_uri}
      />
      <LinesField
        {...common("contacts")}
        label="Contacts"
        hint="One in each line. Users don't see them."
        value={v.contacts}
        rows={2}
      />
      <TextField
        {...common("light")}
        label="Color on light pages"
        hint="Of links and buttons, such as #0d6150. It must be readable: a contrast of at least 4.5:1."
        value={v.light}
      />
      <TextField
        {...common("dark")}
        label="Color on dark pages"
        hint="If empty, a lighter tone of the other."
        value={v.dark}
      />
    </>
  );
}

export function appBrandingPage({
  frame,
  at,
  etag,
  fixed,
  values,
  faults,
  refused,
  meanwhile,
  preview,
}: AppBrandingPage) {
  return (
    <>
      {refused !== undefined && (
        <Alert title={refused.says} href={refused.errorUri}>
          {null}
        </Alert>
      )}
      <Meanwhile of={meanwhile} />
      <div class="branding">
        <Panel
          title="Branding"
          lead={fixed ?? "What users see of the application when they sign in and are asked for consent."}
        >
          <Form frame={frame} action={at} fields={[["etag", etag ?? ""]]}>
            <Fields values={values} faults={faults} readOnly={fixed !== undefined} />
            {fixed === undefined && (
              <div class="form-actions">
                <button type="submit" class="primary" name="do" value="save">
                  Save
                </button>
                <button type="submit" name="do" value="preview">
                  Preview
                </button>
              </div>
            )}
          </Form>
        </Panel>
        <BrandingPreview of={preview} />
      </div>
    </>
  );
}

interface ServerBrandingPage {
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly preview: Previews;
}

export function serverBrandingPage({ facts, preview }: ServerBrandingPage) {
  return (
    <div class="branding">
      <Panel
        title="Branding"
        lead="How this server presents itself on the pages that users see. It is set in the configuration."
      >
        <Facts of={facts} />
      </Panel>
      <BrandingPreview of={preview} />
    </div>
  );
}
