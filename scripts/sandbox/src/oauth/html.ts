const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export const escapeHtml = (value: string): string => value.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);

/** A small page of the sandbox's login screens. `body` is trusted markup. */
export function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/assets/base.css">
<link rel="stylesheet" href="/assets/login.css">
</head>
<body class="login">${body}</body>
</html>`;
}

/** The platform's page for a link that it refuses. */
export function errorPage(errcode: number, words: string): string {
  return page(
    '无法打开页面',
    `<main class="login-card"><h1>无法打开页面</h1><p>${escapeHtml(words)}</p><p class="hint">错误码 ${errcode}</p></main>`,
  );
}
