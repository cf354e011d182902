// The least that the same UI kit can do: a themed button and one table of orders, asked for as early as the script runs. No router, no query
// library, no icons, no catalogue of texts; the table is plain, since the kit's own would make the yardstick slower.
import { Button, ConfigProvider } from 'antd';
import { createElement as h, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';

const asked = fetch('/api/orders?limit=50').then((answer) => answer.json());

function Hello() {
  const [items, setItems] = useState(null);
  useEffect(() => {
    asked.then((page) => setItems(page.items));
  }, []);
  return h(
    ConfigProvider,
    { theme: { token: { colorPrimary: '#0F766E' } } },
    h(Button, { type: 'primary' }, '你好'),
    items &&
      h(
        'table',
        null,
        h(
          'tbody',
          null,
          items.map((order) => h('tr', { key: order.id }, h('td', null, order.number), h('td', null, order.customerName))),
        ),
      ),
  );
}

createRoot(document.getElementById('root')).render(h(Hello));
