/**
 * The two elements that Taro's router itself puts around our pages on the web (H5): the bar of tabs, and what is pulled down to refresh. They stand in for
 * Taro's web components of the same names (docs/decisions/0011).
 */
import Taro from '@tarojs/taro';
import './web.css';

interface Tab {
  readonly pagePath: string;
  readonly text: string;
  readonly iconPath: string;
  readonly selectedIconPath: string;
}
/** What the router tells the bar: the application's `tabBar`, and where the application begins. */
interface TabBarConfig {
  readonly list: readonly Tab[];
  readonly color: string;
  readonly selectedColor: string;
  readonly backgroundColor: string;
  readonly homePage: string;
}

const TAB_BAR_HEIGHT = '50px';

const pathOf = (address: string): string => `/${address.replace(/^\/+/, '').split('?')[0]}`;

class TabBar extends HTMLElement {
  conf!: TabBarConfig;

  connectedCallback(): void {
    this.className = 'tab-bar';
    // the router leaves so much room below a tab's page
    document.documentElement.style.setProperty('--taro-tabbar-height', TAB_BAR_HEIGHT);
    this.setAttribute('role', 'navigation');
    this.style.backgroundColor = this.conf.backgroundColor;
    this.replaceChildren(...this.conf.list.map((tab) => this.#item(tab)));
    Taro.eventCenter.on('__taroRouterChange', this.#turn);
    this.#turn();
  }

  disconnectedCallback(): void {
    Taro.eventCenter.off('__taroRouterChange', this.#turn);
  }

  #item({ pagePath, text }: Tab): HTMLElement {
    const item = document.createElement('button');
    const icon = document.createElement('img');
    icon.alt = '';
    item.type = 'button';
    item.className = 'tab-bar-item';
    item.append(icon, text);
    item.addEventListener('click', () => void Taro.switchTab({ url: pathOf(pagePath) }));
    return item;
  }

  /** Marks the tab of the page that is open; on any other page the bar is away. */
  readonly #turn = (to?: { readonly toLocation?: { readonly path?: string } }): void => {
    const { list, homePage, color, selectedColor } = this.conf;
    const here = pathOf(to?.toLocation?.path || location.hash.slice(1) || homePage);
    const path = here === '/' ? pathOf(homePage) : here;
    this.hidden = !list.some(({ pagePath }) => pathOf(pagePath) === path);
    for (const [index, { pagePath, iconPath, selectedIconPath }] of list.entries()) {
      const item = this.children[index] as HTMLElement;
      const isHere = pathOf(pagePath) === path;
      const source = isHere ? selectedIconPath : iconPath;
      const icon = item.firstElementChild as HTMLImageElement;
      if (icon.getAttribute('src') !== source) icon.src = source;
      item.style.color = isHere ? selectedColor : color;
      if (isHere) item.setAttribute('aria-current', 'page');
      else item.removeAttribute('aria-current');
    }
  };
}

/** Pulled so far, in px of the finger's way, the page is asked anew. */
const FAR_ENOUGH_PX = 90;
/** Of the finger's way the page follows so much, and never further than `MOST_PX`. */
const FOLLOWS = 0.5;
const MOST_PX = 70;

class PullToRefresh extends HTMLElement {
  #from: number | null = null;
  #way = 0;
  #page: (HTMLElement & { __page?: { onPullDownRefresh?: () => void } }) | null = null;

  connectedCallback(): void {
    this.classList.add('pull');
    this.#page = this.parentElement;
    this.#page?.addEventListener('touchstart', this.#begin, { passive: true });
    this.#page?.addEventListener('touchmove', this.#move, { passive: false });
    this.#page?.addEventListener('touchend', this.#end);
    this.#page?.addEventListener('touchcancel', this.#end);
    Taro.eventCenter.on('__taroStartPullDownRefresh', this.#start);
    Taro.eventCenter.on('__taroStopPullDownRefresh', this.#stop);
  }

  disconnectedCallback(): void {
    this.#page?.removeEventListener('touchstart', this.#begin);
    this.#page?.removeEventListener('touchmove', this.#move);
    this.#page?.removeEventListener('touchend', this.#end);
    this.#page?.removeEventListener('touchcancel', this.#end);
    Taro.eventCenter.off('__taroStartPullDownRefresh', this.#start);
    Taro.eventCenter.off('__taroStopPullDownRefresh', this.#stop);
  }

  #isAtTop(): boolean {
    return (this.#page?.scrollTop ?? 0) <= 0 && (document.scrollingElement?.scrollTop ?? 0) <= 0;
  }

  readonly #begin = ({ touches }: TouchEvent): void => {
    this.#from = this.#isAtTop() ? touches[0]!.screenY : null;
    this.#way = 0;
  };
  readonly #move = (event: TouchEvent): void => {
    if (this.#from === null) return;
    this.#way = event.touches[0]!.screenY - this.#from;
    // upwards, or further down the page, the page is scrolled and not pulled
    const isPulled = this.#way > 0 && this.#isAtTop();
    if (isPulled && event.cancelable) event.preventDefault();
    this.#shift(isPulled ? Math.min(MOST_PX, this.#way * FOLLOWS) : 0);
  };
  readonly #end = (): void => {
    const isFar = this.#from !== null && this.#way >= FAR_ENOUGH_PX && this.#isAtTop();
    this.#from = null;
    this.#shift(0);
    if (isFar) this.#refresh();
  };
  readonly #start = ({ successHandler }: { successHandler(answer: object): void }): void => {
    this.#refresh();
    successHandler({ errMsg: 'startPullDownRefresh: ok' });
  };
  readonly #stop = ({ successHandler }: { successHandler(answer: object): void }): void => {
    this.classList.remove('pull-busy');
    successHandler({ errMsg: 'stopPullDownRefresh: ok' });
  };

  #refresh(): void {
    this.classList.add('pull-busy');
    this.#page?.__page?.onPullDownRefresh?.();
  }

  /** A transform that stays would hold fixed bars within the page, so none stays. */
  #shift(px: number): void {
    this.style.transform = px > 0 ? `translateY(${px}px)` : '';
  }
}

const define = (name: string, element: CustomElementConstructor): void => {
  if (!customElements.get(name)) customElements.define(name, element);
};

/** Called by the router before it makes its bar. */
export function defineCustomElementTaroTabbar(): void {
  define('taro-tabbar', TabBar);
}

/** Called before the application begins. */
export function defineCustomElementTaroPullToRefreshCore(): void {
  define('taro-pull-to-refresh-core', PullToRefresh);
}

/** What Taro's own viewer of pictures is made of. Nobody opens it: ours is `picture-viewer.ts`; the build looks for the names all the same. */
export const defineCustomElementTaroSwiperCore = (): void => {};
export const defineCustomElementTaroSwiperItemCore = (): void => {};
