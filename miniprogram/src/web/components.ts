export { Canvas, Image, Input, Picker, Text, Textarea, View } from './elements.tsx';
