/** The public page of a reason. */
import { type Code, faceOf, reasonOf, statusOf } from "../reasons/index.ts";
import { sampleOf } from "../reasons/samples/index.ts";
import { Copyable, copyScript } from "./copyable.tsx";
import { familyOf, headings } from "./families.ts";
import { Name, SafeLink } from "./foreign.tsx";
import { type KnownMessage, KnownMessages } from "./known-messages.tsx";
import { indexedAt, type Links, page } from "./layout.tsx";
import { Libraries } from "./libraries.tsx";
import { OnTheWire } from "./on-the-wire.tsx";
import { Cites, NamesElsewhere, Related, Remedies, Told } from "./reason-record.tsx";
import { standardPath } from "./standard-path.ts";
import { WorkedExample } from "./worked-example.tsx";

export interface ReasonView extends Links {
  readonly code: Code;
  /** The reference of a refusal, as it came in the URL. Anything else is ignored. */
  readonly ref?: string | undefined;
  /** The server's issuer, for the samples and for how the client fetches its refusal. */
  readonly issuer?: string | undefined;
  /** Where a user who may see more can sign in. */
  readonly signIn?: string | undefined;
  /** Who is signed in but may not see the refusal. */
  readonly signedInAs?: string | undefined;
  /** Messages of providers that lead to it, which only the static site has. */
  readonly messages?: readonly KnownMessage[] | undefined;
}

const REFERENCE = /^[\w-]{1,64}$/;

const SAMPLE_ISSUER = "http://localhost:9400";

interface OfRefusalProps extends Pick<ReasonView, "signIn" | "signedInAs"> {
  readonly reference: string;
  readonly issuer: string;
}

/** For readers who followed the URL of one refusal and see only its reason. */
function OfRefusal({ reference, issuer, signIn, signedInAs }: OfRefusalProps) {
  return (
    <aside class="private" aria-label="This refusal">
      <p class="reference">
        Reference <code>{reference}</code>
      </p>
      <p>
        Only the client, the app's owner, and the operator can see the details of this refusal.
        {signedInAs !== undefined && (
          <>
            {" "}
            You're signed in as <Name>{signedInAs}</Name>, who can't see them.
          </>
        )}
        {signIn !== undefined && (
          <>
            {" "}
            <SafeLink to={signIn}>
              {signedInAs === undefined ? "Sign in to see them" : "Use a different account"}
            </SafeLink>
            , or fetch them as the client:
          </>
        )}
        {signIn === undefined && " To fetch them as the client:"}
      </p>
      <Copyable>{`curl -u CLIENT_ID:CLIENT_SECRET ${issuer}/refusals/${reference}`}</Copyable>
    </aside>
  );
}

export function reasonPage({ base, site, code, ref, issuer: known, signIn, signedInAs, messages }: ReasonView): string {
  const issuer = known ?? SAMPLE_ISSUER;
  const reason = reasonOf(code);
  // A page about one refusal is not for search engines.
  const indexed =
    ref === undefined
      ? indexedAt({ issuer: known, site }, `/errors/${code}`, `${reason.error}: ${reason.cause}`)
      : undefined;
  const family = familyOf(code);
  const face = faceOf(sampleOf(code));
  return page(
    { base, site, layout: "reading", title: reason.title, indexed, scriptFile: copyScript(base) },
    <>
      <nav class="crumbs" aria-label="Breadcrumb">
        <ol>
          <li>
            <a href={`${base}/errors`}>Reasons</a>
          </li>
          <li>
            <a href={`${base}/errors/${family}`}>{headings[family].title}</a>
          </li>
        </ol>
      </nav>
      <h1>{reason.title}</h1>
      <p class="code">
        <code>{code}</code>{" "}
        <span class="quiet">
          returned as {statusOf(reason)}{" "}
          <a href={standardPath({ base }, reason.error)}>
            <code>{reason.error}</code>
          </a>
        </span>
      </p>
      <p class="lead">{reason.cause}</p>
      {ref !== undefined && REFERENCE.test(ref) && (
        <OfRefusal reference={ref} issuer={issuer} signIn={signIn} signedInAs={signedInAs} />
      )}
      <section aria-labelledby="remedies">
        <h2 id="remedies">What to do</h2>
        <Remedies remedies={reason.remedies} />
      </section>
      <Libraries code={code} />
      <WorkedExample code={code} />
      <OnTheWire code={code} issuer={issuer} />
      <Told base={base} reason={reason} face={face === code ? undefined : face} />
      <NamesElsewhere code={code} />
      <KnownMessages base={base} messages={messages} />
      <Related base={base} related={reason.related ?? []} />
      <Cites cites={reason.cites} />
    </>,
  );
}
