/** How an application presents itself: the form, and the pages as users would see them. */
import { BrandingPreview, type BrandingPreviewOf, SaveOrPreview } from "./branding-preview.tsx";
import { LinesField, LogoField, type ShownFault, TextField } from "./fields.tsx";
import type { Frame } from "./layout.tsx";
import { type Differing, Meanwhile } from "./meanwhile.tsx";
import { Alert, Form, Panel } from "./parts.tsx";

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
  readonly preview: BrandingPreviewOf;
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
      <LogoField {...common("logo_uri")} label="Logo" value={v.logo_uri} />
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
          <Form frame={frame} action={at} fields={[["etag", etag ?? ""]]} files>
            <Fields values={values} faults={faults} readOnly={fixed !== undefined} />
            {fixed === undefined && <SaveOrPreview />}
          </Form>
        </Panel>
        <BrandingPreview of={preview} />
      </div>
    </>
  );
}
