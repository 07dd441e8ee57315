/** Who appears in the tests. All of them are made up. */
export const hanako = {
  familyName: '山川',
  givenName: '花',
  email: 'hanako@example.com',
  password: '正しい馬 電池 ホチキス 青空 電車',
}
export const taro = {
  familyName: '海野',
  givenName: '太郎',
  email: 'taro@example.com',
  password: 'correct horse battery staple',
}

export type Person = typeof hanako
