import { cssVariables, FONT_FAMILY, LIGHT, MONO_FAMILY, MOTION, type Palette, RADIUS, SHADOW, TYPE } from '@mingdan/shared/design/tokens';
import type { ThemeConfig } from 'antd';

/** Ant Design's theme from the shared tokens. `still`: the person asked their system for reduced motion. */
export function antTheme(palette: Palette, still: boolean): ThemeConfig {
  return {
    token: {
      colorPrimary: palette.primary,
      // what is hovered gets stronger: Ant Design's own lighter shade loses the contrast of AA on the page
      colorPrimaryHover: palette.primaryStrong,
      colorInfo: palette.waiting.text,
      colorSuccess: palette.good.text,
      colorError: palette.bad.text,
      // orange is for anomalies; an ordinary warning speaks in ink
      colorWarning: palette.inkSecondary,
      colorLink: palette.primary,
      colorLinkHover: palette.primaryStrong,
      colorTextBase: palette.ink,
      colorText: palette.ink,
      colorTextSecondary: palette.inkSecondary,
      colorTextTertiary: palette.inkHint,
      colorTextDescription: palette.inkSecondary,
      colorTextPlaceholder: palette.inkHint,
      colorBgLayout: palette.page,
      colorBgContainer: palette.surface,
      colorBorder: palette.line,
      colorBorderSecondary: palette.line,
      fontFamily: FONT_FAMILY,
      fontSize: TYPE.body,
      borderRadius: RADIUS.control,
      borderRadiusLG: RADIUS.card,
      boxShadow: SHADOW,
      boxShadowSecondary: SHADOW,
      motion: !still,
      motionDurationFast: `${MOTION.quick / 1000}s`,
      motionDurationMid: `${MOTION.normal / 1000}s`,
      motionDurationSlow: `${MOTION.normal / 1000}s`,
      wireframe: false,
    },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
      Drawer: { padding: 16, paddingLG: 16 },
    },
  };
}

/** Puts the palette on the document as `--md-*`, for our own style sheets. */
export function applyPalette(root: HTMLElement, palette: Palette = LIGHT): void {
  for (const [name, value] of Object.entries(cssVariables(palette))) root.style.setProperty(name, value);
  root.style.setProperty('--md-font', FONT_FAMILY);
  root.style.setProperty('--md-mono', MONO_FAMILY);
  root.style.setProperty('--md-shadow', SHADOW);
}
