import { Button } from '@nutui/nutui-react-taro';
import { View } from '@tarojs/components';
import '@nutui/nutui-react-taro/dist/style.css';

/** A greeting and one button of the component library, set up as its first page of documentation says. */
export default function Hello() {
  return (
    <View className="page">
      你好
      <Button type="primary">开始</Button>
    </View>
  );
}
