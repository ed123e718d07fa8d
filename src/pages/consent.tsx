/** Asks whether an app may have what it asks for, and says where the user goes next. */
import { type App, AppIdentity, AppLinks } from "./app.tsx";
import { Changes, type ConsentChanges } from "./consent-changes.tsx";
import { type ConsentDetail, Details } from "./consent-details.tsx";
import { Host, Name, SafeLink } from "./foreign.tsx";
import { Alert, AllowOrNot, Hidden } from "./form.tsx";
import { type Links, page } from "./layout.tsx";

export interface ConsentScope {
  readonly name: string;
  readonly description: string;
  readonly sensitive: boolean;
  readonly deprecated: boolean;
  /** Not part of what the user has allowed the app before. */
  readonly isNew?: boolean | undefined;
  /** What its claims disclose, in words: `your groups`. */
  readonly shares?: readonly string[] | undefined;
}

/** The scopes of one API; without a name, those about the user. */
export interface ConsentGroup {
  readonly api?: string | undefined;
  readonly scopes: readonly ConsentScope[];
}

export interface Consent extends Links {
  readonly csrf: string;
  /** The authorization request to go on with, urlencoded and opaque. */
  readonly request: string;
  readonly app: App;
  readonly username: string;
  readonly redirectHost: string;
  /** Where the same request restarts with a choice of accounts. */
  readonly switchAccount: string;
  readonly groups: readonly ConsentGroup[];
  /** Authorization details (RFC 9396). */
  readonly details?: readonly ConsentDetail[] | undefined;
  /** What becomes of what was allowed before, if the app says so. */
  readonly changes?: ConsentChanges | undefined;
  /** Why the question is asked again. */
  readonly notice?: { readonly says: string; readonly person?: string } | undefined;
}

/** A longer list is folded, so that the question stays in view. What deserves attention is never folded. */
const LONGEST = 6;
const SHOWN = 4;

const words = (list: readonly string[]): string =>
  list.length < 2 ? list.join("") : `${list.slice(0, -1).join(", ")} and ${list.at(-1)}`;

function Asked({ scope: { name, description, sensitive, deprecated, isNew, shares = [] } }: { scope: ConsentScope }) {
  return (
    <li>
      <div class="what">
        <bdi>{description || name}</bdi>
        {shares.length > 0 && <p class="hint">Shares {words(shares)}.</p>}
      </div>
      {isNew && <span class="tag new">New</span>}
      {sensitive && <strong class="tag caution">Sensitive</strong>}
      {deprecated && <span class="tag">Being phased out</span>}
    </li>
  );
}

const List = ({ scopes, label }: { scopes: readonly ConsentScope[]; label: string }) => (
  <ul class="scopes" aria-labelledby={label}>
    {scopes.map((scope) => (
      <Asked key={scope.name} scope={scope} />
    ))}
  </ul>
);

function Group({ group: { api, scopes }, id }: { group: ConsentGroup; id: string }) {
  const notable = scopes.filter(({ sensitive, isNew }) => sensitive || isNew);
  const plain = scopes.filter((scope) => !notable.includes(scope));
  const shown = scopes.length <= LONGEST ? plain : plain.slice(0, Math.max(0, SHOWN - notable.length));
  const folded = plain.slice(shown.length);
  return (
    <section class="asked">
      <h2 id={id}>{api === undefined ? "Your account" : <Name>{api}</Name>}</h2>
      <List scopes={[...notable, ...shown]} label={id} />
      {folded.length > 0 && (
        <details>
          <summary>
            {folded.length} more from {api === undefined ? "your account" : <Name>{api}</Name>}
          </summary>
          <List scopes={folded} label={id} />
        </details>
      )}
    </section>
  );
}

/** For those who know the names. */
function Technical({ groups, details }: Asks) {
  return (
    <details class="technical-names">
      <summary>Names for developers</summary>
      <dl>
        {groups
          .flatMap(({ scopes }) => scopes)
          .map(({ name, description }) => (
            <div key={name}>
              <dt>
                <bdi>{description || name}</bdi>
              </dt>
              <dd>
                <code>{name}</code>
              </dd>
            </div>
          ))}
        {details.map(({ type, exactly }) => (
          <div key={exactly}>
            <dt>
              <bdi>{type}</bdi>
            </dt>
            <dd>
              <pre>
                <code>{exactly}</code>
              </pre>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

interface Asks {
  readonly groups: readonly ConsentGroup[];
  readonly details: readonly ConsentDetail[];
}

export function Question({ groups, details = [] }: Pick<Asks, "groups"> & Partial<Asks>) {
  const scopes = groups.flatMap((group) => group.scopes);
  if (scopes.length + details.length === 0) return <p>It only asks to know that you signed in.</p>;
  return (
    <>
      <p>
        {scopes.some(({ isNew }) => isNew)
          ? "It asks for more than before. It will be able to:"
          : "It will be able to:"}
      </p>
      <Details details={details} id="asked-details" />
      {groups.map((group, at) => (
        <Group key={group.api ?? ""} group={group} id={`asked-${at + 1}`} />
      ))}
      {[...scopes, ...details].some(({ sensitive }) => sensitive) && (
        <p class="note">Allow sensitive permissions only if you expected this request.</p>
      )}
      <Technical groups={groups} details={details} />
    </>
  );
}

/** What the page asks. */
export function ConsentBody({ of: v }: { of: Consent }) {
  const flow = [
    ["csrf", v.csrf],
    ["request", v.request],
  ] as const;
  return (
    <>
      <form class="question" method="post" action={`${v.base}/consent`}>
        <Hidden fields={flow} />
        <AppIdentity app={v.app} />
        <h1>
          Allow <Name>{v.app.name}</Name> to access your account?
        </h1>
        <Alert refusal={v.notice} />
        <Question groups={v.groups} details={v.details ?? []} />
        {v.changes && <Changes of={v.changes} app={v.app.name} />}
        <AppLinks app={v.app} />
        <div class="decision">
          <p class="destination">
            Either way, you'll return to <Host>{v.redirectHost}</Host>.
          </p>
          <AllowOrNot />
        </div>
      </form>
      <div class="account">
        <p>
          You're signed in as <Name>{v.username}</Name>.
        </p>
        <p>
          <SafeLink to={v.switchAccount}>Use a different account</SafeLink>
        </p>
      </div>
    </>
  );
}

export function consentPage(v: Consent): string {
  return page({ base: v.base, brand: v.brand, layout: "card", title: "Allow access" }, <ConsentBody of={v} />);
}
