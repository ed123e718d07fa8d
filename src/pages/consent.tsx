/** Asks whether an app may have what it asks for, and says where the user goes next. */
import { Host, Name, SafeLink } from "./foreign.tsx";
import { Alert, Hidden } from "./form.tsx";
import { type Links, page } from "./layout.tsx";

export interface ConsentScope {
  readonly name: string;
  readonly description: string;
  readonly sensitive: boolean;
  readonly deprecated: boolean;
}

export interface Consent extends Links {
  readonly csrf: string;
  /** The authorization request to go on with, urlencoded and opaque. */
  readonly request: string;
  readonly clientName: string;
  readonly username: string;
  readonly redirectHost: string;
  /** Where the same request restarts with a choice of accounts. */
  readonly switchAccount: string;
  readonly scopes: readonly ConsentScope[];
  /** Why the question is asked again. */
  readonly notice?: { readonly says: string; readonly person?: string } | undefined;
}

function Asked({ scope }: { scope: ConsentScope }) {
  return (
    <li>
      <div class="what">
        {scope.description || scope.name}
        <code class="technical">{scope.name}</code>
      </div>
      {scope.sensitive && <strong class="tag caution">Sensitive</strong>}
      {scope.deprecated && <span class="tag">Being phased out</span>}
    </li>
  );
}

export function consentPage(v: Consent): string {
  const flow = [
    ["csrf", v.csrf],
    ["request", v.request],
  ] as const;
  return page(
    { base: v.base, layout: "card", title: "Allow access" },
    <>
      <h1>
        Allow <Name>{v.clientName}</Name> to access your account?
      </h1>
      <Alert refusal={v.notice} />
      {v.scopes.length === 0 ? (
        <p>It only asks to know that you signed in.</p>
      ) : (
        <>
          <p id="asks">It will be able to:</p>
          <ul class="scopes" aria-labelledby="asks">
            {v.scopes.map((scope) => (
              <Asked key={scope.name} scope={scope} />
            ))}
          </ul>
        </>
      )}
      {v.scopes.some(({ sensitive }) => sensitive) && (
        <p class="note">Allow sensitive permissions only if you expected this request.</p>
      )}
      <form method="post" action={`${v.base}/consent`}>
        <Hidden fields={flow} />
        <p class="destination">
          Either way, you'll return to <Host>{v.redirectHost}</Host>.
        </p>
        <div class="actions pair">
          <button class="primary" type="submit" name="answer" value="allow">
            Allow
          </button>
          <button type="submit" name="answer" value="deny">
            Don't allow
          </button>
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
    </>,
  );
}
