/** How the server presents itself: the form, and the pages as users would see them. */
import type { ServerBranding } from "../../protocol/branding.ts";
import { BrandingPreview, type BrandingPreviewOf, SaveOrPreview } from "./branding-preview.tsx";
import { LogoField, type ShownFault, TextField } from "./fields.tsx";
import type { Frame } from "./layout.tsx";
import { type Differing, Meanwhile } from "./meanwhile.tsx";
import { Alert, Form, Panel } from "./parts.tsx";

/** The values of the form as they are typed. */
export interface ServerBrandingValues {
  readonly name: string;
  readonly logo: string;
  readonly light: string;
  readonly dark: string;
  readonly terms: string;
  readonly privacy: string;
  readonly support: string;
}

export const brandingValuesFrom = (of: ServerBranding): ServerBrandingValues => ({
  ...{ name: of.name ?? "", logo: of.logo ?? "", light: of.colors?.light ?? "", dark: of.colors?.dark ?? "" },
  ...{ terms: of.terms ?? "", privacy: of.privacy ?? "", support: of.support ?? "" },
});

interface ServerBrandingPage {
  readonly frame: Frame;
  readonly at: string;
  readonly etag: string | undefined;
  readonly mayChange: boolean;
  /** Members of the settings that the configuration file sets. */
  readonly fixed: ReadonlySet<string>;
  readonly values: ServerBrandingValues;
  readonly faults: ReadonlyMap<string, ShownFault>;
  readonly refused?: { readonly says: string; readonly errorUri: string } | undefined;
  readonly meanwhile?: Differing | undefined;
  readonly preview: BrandingPreviewOf;
}

const IN_FILE = "The configuration file sets this, and it is changed only there.";

function Fields({
  values: v,
  fixed,
  faults,
  mayChange,
}: Pick<ServerBrandingPage, "values" | "fixed" | "faults" | "mayChange">) {
  const common = (name: keyof ServerBrandingValues, hint?: string, member: string = name) => {
    const isFixed = fixed.has(`branding_${member}`);
    return { name, fault: faults.get(name), readOnly: isFixed || !mayChange, hint: isFixed ? IN_FILE : hint };
  };
  const url = { type: "url", placeholder: "https://" } as const;
  return (
    <>
      <TextField
        {...common("name", "In place of “Candor” on every page that users see.")}
        label="Name"
        value={v.name}
      />
      <LogoField {...common("logo")} label="Logo" value={v.logo} />
      <TextField
        {...common(
          "light",
          "Of links and buttons, such as #0d6150. It must be readable: a contrast of at least 4.5:1.",
          "colors",
        )}
        label="Color on light pages"
        value={v.light}
      />
      <TextField
        {...common("dark", "If empty, a lighter tone of the other.", "colors")}
        label="Color on dark pages"
        value={v.dark}
      />
      <TextField {...common("terms")} {...url} label="Terms of service" value={v.terms} />
      <TextField {...common("privacy")} {...url} label="Privacy policy" value={v.privacy} />
      <TextField {...common("support", "Where users get help.")} {...url} label="Help" value={v.support} />
    </>
  );
}

export function serverBrandingPage(page: ServerBrandingPage) {
  const { frame, at, etag, mayChange, refused, meanwhile, preview } = page;
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
          lead={
            mayChange
              ? "How this server presents itself on the pages that users see. An empty field restores the default."
              : "How this server presents itself on the pages that users see. Your role doesn't allow changes here."
          }
        >
          <Form frame={frame} action={at} fields={[["etag", etag ?? ""]]} files>
            <Fields {...page} />
            {mayChange && <SaveOrPreview />}
          </Form>
        </Panel>
        <BrandingPreview of={preview} />
      </div>
    </>
  );
}
