/** Shows a user what an app asks for that isn't in this browser, and asks whether it may (CIBA Core 1.0, 8). */
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

export interface Approval extends Links {
  readonly csrf: string;
  /** The id of the request. */
  readonly asked: string;
  readonly app: App;
  readonly username: string;
  /** What the app shows too. */
  readonly bindingMessage: string | undefined;
  readonly groups: readonly ConsentGroup[];
  readonly details: readonly ConsentDetail[];
  /** How many other requests wait. */
  readonly others: number;
  readonly notice?: Refused | undefined;
}

export function approvalPage(view: Approval): string {
  const { base, brand, csrf, asked, app, username, bindingMessage, groups, details, others, notice } = view;
  return page(
    { base, brand, layout: "card", title: "Approve a request" },
    <>
      <form class="question" method="post" action={`${base}/approve`}>
        <Hidden
          fields={[
            ["csrf", csrf],
            ["asked", asked],
          ]}
        />
        <AppIdentity app={app} />
        <h1>
          Let <Name>{app.name}</Name> use your account?
        </h1>
        <Alert refusal={notice} />
        {bindingMessage !== undefined && (
          <>
            <p>The app must show the same message:</p>
            <p class="binding-message">
              <strong>
                <bdi>{bindingMessage}</bdi>
              </strong>
            </p>
          </>
        )}
        <p class="note">
          Go on only if you expect this request now. If you didn't start anything, or the message isn't the same, choose
          Don't allow.
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
        {others > 0 && <p>{others === 1 ? "One more request waits." : `${others} more requests wait.`}</p>}
      </div>
    </>,
  );
}

interface Nothing extends Links {
  readonly username: string;
  /** Why the request that the user came for isn't shown. */
  readonly refusal?: Refused | undefined;
}

/** Nothing waits for the user. */
export function nothingAskedPage({ base, brand, username, refusal }: Nothing): string {
  const title = refusal === undefined ? "No requests" : "Error: No requests";
  return page(
    { base, brand, layout: "card", title },
    <>
      <h1>Nothing waits for you</h1>
      <Alert refusal={refusal} />
      <p>When an app asks for your approval, you see it here.</p>
      <div class="account">
        <p>
          You're signed in as <Name>{username}</Name>.
        </p>
      </div>
    </>,
  );
}

interface Decided extends Links {
  readonly allowed: boolean;
  readonly name: string;
  readonly others: number;
}

/** What the user reads after deciding. */
export function approvalDonePage({ base, brand, allowed, name, others }: Decided): string {
  return page(
    { base, brand, layout: "card", title: allowed ? "Approved" : "Not approved" },
    <>
      <h1>{allowed ? "You approved the request" : "You didn't approve the request"}</h1>
      {allowed ? (
        <p>
          <Name>{name}</Name> goes on by itself in a few seconds. You can close this page.
        </p>
      ) : (
        <p>
          <Name>{name}</Name> got nothing. You can close this page.
        </p>
      )}
      {others > 0 && (
        <div class="actions">
          <a class="button primary" href={`${base}/approve`}>
            See the next request
          </a>
        </div>
      )}
    </>,
  );
}
