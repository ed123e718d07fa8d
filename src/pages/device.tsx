/** Asks for the code that a device shows, and whether that device may act for the user (RFC 8628 3.3, 5.4). */
import { type App, AppIdentity, AppLinks } from "./app.tsx";
import { type ConsentGroup, Question } from "./consent.tsx";
import type { ConsentDetail } from "./consent-details.tsx";
import { Name } from "./foreign.tsx";
import { Alert, AllowOrNot, Hidden } from "./form.tsx";
import { type Links, page } from "./layout.tsx";

interface Refused {
  readonly says: string;
  readonly person?: string | undefined;
}

export interface CodeEntry extends Links {
  /** What was typed, if it was wrong. */
  readonly typed?: string | undefined;
  readonly refusal?: Refused | undefined;
}

/** The form with the code. It is sent by GET: it changes nothing. */
export function deviceCodePage({ base, brand, typed, refusal }: CodeEntry): string {
  const title = refusal === undefined ? "Connect a device" : "Error: Connect a device";
  return page(
    { base, brand, layout: "card", title },
    <>
      <h1>Connect a device</h1>
      <p class="lead">Enter the code that your device shows.</p>
      <Alert refusal={refusal} />
      <form method="get" action={`${base}/device`}>
        <div class="field">
          <label for="user_code">Code</label>
          <input
            id="user_code"
            class="user-code"
            name="user_code"
            type="text"
            value={typed}
            required
            maxLength={32}
            autocomplete="one-time-code"
            autocapitalize="characters"
            spellcheck={false}
            aria-describedby={refusal === undefined ? "user_code-hint" : "user_code-hint refusal"}
            aria-invalid={refusal === undefined ? undefined : "true"}
          />
          <p class="hint" id="user_code-hint">
            Eight letters, such as WDJB-MJHT.
          </p>
        </div>
        <div class="actions">
          <button class="primary" type="submit">
            Continue
          </button>
        </div>
      </form>
    </>,
  );
}

export interface DeviceConsent extends Links {
  readonly csrf: string;
  /** As the device shows it. */
  readonly userCode: string;
  readonly app: App;
  readonly username: string;
  readonly groups: readonly ConsentGroup[];
  readonly details: readonly ConsentDetail[];
  readonly notice?: Refused | undefined;
}

/** Asks whether the device may have what it asks for. */
export function deviceConsentPage({
  base,
  brand,
  csrf,
  userCode,
  app,
  username,
  groups,
  details,
  notice,
}: DeviceConsent): string {
  return page(
    { base, brand, layout: "card", title: "Connect a device" },
    <>
      <form class="question" method="post" action={`${base}/device`}>
        <Hidden
          fields={[
            ["csrf", csrf],
            ["user_code", userCode],
          ]}
        />
        <AppIdentity app={app} />
        <h1>
          Let a device use <Name>{app.name}</Name> with your account?
        </h1>
        <Alert refusal={notice} />
        <p>The device must show this code:</p>
        <p class="user-code">
          <strong>{userCode}</strong>
        </p>
        <p class="note">
          Go on only if you started this yourself, on a device in front of you. If somebody sent you this link or this
          code, choose Don't allow: they would get into your account.
        </p>
        <Question groups={groups} details={details} />
        <AppLinks app={app} />
        <div class="decision">
          <AllowOrNot />
        </div>
      </form>
      <div class="account">
        <p>
          You're signed in as <Name>{username}</Name>.
        </p>
      </div>
    </>,
  );
}

/** What the user reads after deciding. */
export function deviceDonePage({
  base,
  brand,
  allowed,
  name,
}: Links & { readonly allowed: boolean; readonly name: string }): string {
  return page(
    { base, brand, layout: "card", title: allowed ? "Device connected" : "Device not connected" },
    <>
      <h1>{allowed ? "Your device is connected" : "The device wasn't connected"}</h1>
      {allowed ? (
        <p>
          <Name>{name}</Name> goes on by itself in a few seconds. You can close this page.
        </p>
      ) : (
        <p>
          <Name>{name}</Name> got nothing. You can close this page.
        </p>
      )}
    </>,
  );
}
