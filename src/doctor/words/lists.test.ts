/** The RFCs' descriptions of an error, as servers translate them, say nothing about the cause. */
import { expect, it } from "vitest";
import { meantBy } from "./index.ts";

it.each([
  "Die bereitgestellte Autorisierung ist ungültig, abgelaufen, widerrufen, mit einem anderen Client verknüpft oder der Weiterleitungs-URI stimmt nicht mit der Autorisierungsanfrage überein.",
  "La autorización proporcionada no es válida, ha expirado, se ha revocado, no coincide con la URI de redirección utilizada en la petición de autorización, o ha sido solicitada por otro cliente.",
  "Le consentement d'autorisation accordé n'est pas valide, a expiré, est annulé, ne concorde pas avec l'URI de redirection utilisée dans la demande d'autorisation, ou a été émis à un autre client.",
  "A permissão de autorização provida é inválida, expirada, revogada, não bate com a URI de redirecionamento usada na requisição de autorização, ou foi dada a outro cliente.",
  "Il permesso d'autorizzazione è non valido, scaduto, revocato, non coincide con l'URI di reindirizzamento fornito nella richiesta, o è stato rilasciato da un altro client.",
  "Предоставленный доступ некорректен, истек, отозван, не совпадает с URI перенаправления, использованным в запросе авторизации, или был выпущен для другого клиента.",
  "제공된 권한 부여가 잘못되거나, 만료되었거나, 취소되었거나, 권한 부여 요청에 사용된 리디렉션 URI가 일치하지 않거나, 다른 클라이언트에 지정되었습니다.",
  "指定された認証許可は無効であるか、期限切れ、取り消されている、リダイレクトURIの不一致、または別のクライアントに発行されています。",
  "授权方式无效、过期或已被撤销、与授权请求中的回调地址不一致，或使用了其他应用的回调地址。",
  "Sağlanan yetkilendirme izni geçersiz, süresi dolmuş, iptal edilmiş, yetkilendirme isteğinde kullanılan yönlendirme URI'siyle eşleşmiyor veya başka bir istemciye verilmiş.",
])("%s", (sentence) => expect(meantBy(sentence, "code", "invalid_grant")).toEqual([]));

it("a sentence that lists only what one token can be still says so", () => {
  const reasons = meantBy("The refresh token is invalid, expired or revoked", "refresh", "invalid_grant").map(
    ({ wording }) => wording.reason,
  );
  expect(reasons).toEqual(expect.arrayContaining(["refresh-token/expired", "refresh-token/revoked"]));
});
