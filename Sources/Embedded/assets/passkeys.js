// Makes passkeys and shows them. Every page that loads it says how to go on without: those words are hidden from here on.
(() => {
  if (!window.PublicKeyCredential) return;
  const each = (selector, work) => document.querySelectorAll(selector).forEach(work);

  function bytes(text) {
    const letters = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
  }

  function text(buffer) {
    const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
    return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  }

  const listed = (ids) => ids.map((id) => ({ type: "public-key", id: bytes(id) }));

  async function made(form) {
    const asked = JSON.parse(form.dataset.passkeyOptions);
    const credential = await navigator.credentials.create({
      publicKey: {
        challenge: bytes(asked.challenge),
        rp: { id: asked.site, name: asked.hub },
        user: { id: bytes(asked.handle), name: asked.account, displayName: asked.account },
        pubKeyCredParams: asked.algorithms.map((alg) => ({ type: "public-key", alg })),
        authenticatorSelection: { residentKey: "required", userVerification: "required" },
        excludeCredentials: listed(asked.known),
        attestation: "none",
        timeout: 120000,
      },
    });
    const { clientDataJSON, attestationObject } = credential.response;
    return { id: text(credential.rawId), clientDataJSON: text(clientDataJSON), attestationObject: text(attestationObject) };
  }

  async function shown(form) {
    const answer = await fetch("/passkeys/challenge", {
      method: "POST",
      body: new URLSearchParams({ form_token: form.elements.form_token.value }),
    });
    const asked = await answer.json();
    const credential = await navigator.credentials.get({
      publicKey: {
        challenge: bytes(asked.challenge),
        rpId: asked.site,
        allowCredentials: listed(asked.known),
        userVerification: "required",
        timeout: 120000,
      },
    });
    const { clientDataJSON, authenticatorData, signature, userHandle } = credential.response;
    return {
      id: text(credential.rawId),
      clientDataJSON: text(clientDataJSON),
      authenticatorData: text(authenticatorData),
      signature: text(signature),
      userHandle: userHandle && userHandle.byteLength ? text(userHandle) : null,
    };
  }

  each("[data-without-passkeys]", (part) => (part.hidden = true));
  each("[data-passkeys]", (part) => (part.hidden = false));
  each("button[data-passkey]", (button) =>
    button.addEventListener("click", async (event) => {
      event.preventDefault();
      const form = button.form, problem = form.querySelector("[data-passkey-problem]");
      problem.hidden = true;
      button.disabled = true;
      try {
        const isNew = button.dataset.passkey === "add", answer = await (isNew ? made(form) : shown(form));
        form.elements[isNew ? "new_passkey" : "passkey"].value = JSON.stringify(answer);
        form.submit();
      } catch {
        problem.hidden = false;
        button.disabled = false;
      }
    }),
  );
})();
